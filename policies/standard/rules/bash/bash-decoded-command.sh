# ruleid: bash-decoded-command
echo bHM= | base64 -d | sh
# ruleid: bash-decoded-command
eval "$(echo bHM= | base64 --decode)"
# ok: bash-decoded-command
base64 -d notes.b64 > notes
# ok: bash-decoded-command
echo notes | rev
