# ruleid: bash-random-secret
token=$RANDOM$RANDOM
# ruleid: bash-random-secret
password=$(date +%s | sha256sum | head -c 32)
# ok: bash-random-secret
token=$(openssl rand -hex 32)
# ok: bash-random-secret
port=$((RANDOM % 100))
