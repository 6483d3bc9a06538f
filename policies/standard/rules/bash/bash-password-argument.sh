# ruleid: bash-password-argument
mysql -u app -p"$password" notes
# ruleid: bash-password-argument
sshpass -p "$password" ssh host
# ruleid: bash-password-argument
curl -u "app:hunter2" https://example.com/
# ruleid: bash-password-argument
openssl enc -aes-256-cbc -pbkdf2 -pass pass:"$key" -in a -out b
# ruleid: bash-password-argument
docker login -u app -p "$token" example.com
# ok: bash-password-argument
mysql --defaults-extra-file=app.cnf notes
# ok: bash-password-argument
mysql -u app -p notes
# ok: bash-password-argument
curl --netrc https://example.com/
# ok: bash-password-argument
openssl enc -aes-256-cbc -pbkdf2 -pass file:key -in a -out b
# ok: bash-password-argument
docker login -u app --password-stdin example.com
# ok: bash-password-argument
curl -u "app:$password" https://example.com/
