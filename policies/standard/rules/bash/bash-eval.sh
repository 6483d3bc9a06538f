# ruleid: bash-eval
eval "$command"
# ruleid: bash-eval
eval $1
# ruleid: bash-eval
if test -n "$1"; then eval "ls $1"; fi
# ok: bash-eval
eval "$(ssh-agent -s)"
# ok: bash-eval
eval "$(pyenv init -)"
# ok: bash-eval
eval 'true'
# ok: bash-eval
"$command" "$1"
