# ruleid: bash-weak-hash
openssl passwd -1 -stdin
# ruleid: bash-weak-hash
md5sum -c notes.md5
# ruleid: bash-weak-hash
printf %s "$password" | sha1sum
# ruleid: bash-weak-hash
openssl x509 -req -sha1 -in a.csr
# ok: bash-weak-hash
openssl passwd -6 -stdin
# ok: bash-weak-hash
sha256sum -c notes.sha256
# ok: bash-weak-hash
md5sum notes
# ok: bash-weak-hash
openssl x509 -req -sha256 -in a.csr
