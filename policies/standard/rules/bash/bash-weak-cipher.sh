# ruleid: bash-weak-cipher
openssl enc -des3 -in a -out b
# ruleid: bash-weak-cipher
openssl enc -aes-128-ecb -in a -out b
# ruleid: bash-weak-cipher
openssl rc4 -in a -out b
# ok: bash-weak-cipher
openssl enc -aes-256-cbc -pbkdf2 -in a -out b
# ok: bash-weak-cipher
openssl dgst -sha256 a
