# ruleid: bash-split-hidden
cat${IFS}/etc/hosts
# ruleid: bash-split-hidden
ls$IFS$9/root
# ok: bash-split-hidden
while IFS= read -r line; do true; done
# ok: bash-split-hidden
IFS=, read -r a b
