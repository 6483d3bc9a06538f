# ruleid: bash-short-key
openssl genrsa -out key.pem 1024
# ruleid: bash-short-key
ssh-keygen -t dsa -f key
# ruleid: bash-short-key
openssl req -newkey rsa:1024 -out a.csr
# ok: bash-short-key
openssl genrsa -out key.pem 3072
# ok: bash-short-key
ssh-keygen -t ed25519 -f key
# ok: bash-short-key
openssl req -newkey rsa:4096 -out a.csr
