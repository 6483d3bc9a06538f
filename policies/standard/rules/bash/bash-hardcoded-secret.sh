# ruleid: bash-hardcoded-secret
DB_PASSWORD="correct-horse-battery"
# ruleid: bash-hardcoded-secret
export API_KEY=9f86d081884c7d65
# ruleid: bash-hardcoded-secret
readonly token='9f86d081884c7d65'
# ok: bash-hardcoded-secret
DB_PASSWORD="${DB_PASSWORD:?}"
# ok: bash-hardcoded-secret
export API_KEY=$(cat /run/secrets/key)
# ok: bash-hardcoded-secret
PASSWORD=changeme-please
# ok: bash-hardcoded-secret
SECRET_KEY=/run/secrets/key
# ok: bash-hardcoded-secret
token=""
# ruleid: bash-hardcoded-secret
openssl enc -aes-256-cbc -pbkdf2 -k Hm3vQx8LtRn2 -in data -out data.enc
# ok: bash-hardcoded-secret
openssl enc -aes-256-cbc -pbkdf2 -pass file:/run/secrets/backup -in data -out data.enc
# ok: bash-hardcoded-secret
openssl enc -aes-256-cbc -pbkdf2 -k "$KEY" -in data -out data.enc
