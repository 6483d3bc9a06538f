# ruleid: bash-shell-text
sh -c "ls $name"
# ruleid: bash-shell-text
su app -c "run $1"
# ok: bash-shell-text
sh -c 'ls -- "$1"' sh "$name"
# ok: bash-shell-text
bash -c "make all"
