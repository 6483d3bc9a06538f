# ruleid: bash-shell-text
sh -c "ls $name"
# ruleid: bash-shell-text
su app -c "run $1"
# ok: bash-shell-text
sh -c 'ls -- "$1"' sh "$name"
# ok: bash-shell-text
bash -c "make all"
# ruleid: bash-shell-text
echo "$1" | sh
# ruleid: bash-shell-text
printf '%s' "$script" | sudo bash -s
# ruleid: bash-shell-text
bash <<< "$1"
# ruleid: bash-shell-text
. <(echo "$1")
# ruleid: bash-shell-text
find . -print | xargs -I{} sh -c "ls {}"
# ruleid: bash-shell-text
trap "$1" EXIT
# ruleid: bash-shell-text
$first$second "$1"
# ruleid: bash-shell-text
$(echo eval) "$1"
# ok: bash-shell-text
echo "$1" | sort
# ok: bash-shell-text
echo "make all" | sh
# ok: bash-shell-text
. "$HOME/lib.sh"
# ok: bash-shell-text
trap 'rm -f "$tmp"' EXIT
# ok: bash-shell-text
${CROSS_COMPILE}gcc -c main.c
# ok: bash-shell-text
find . -print0 | xargs -0 ls
