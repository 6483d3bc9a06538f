<?php
// ruleid: php-weak-cipher
$a = openssl_encrypt($name, 'aes-128-ecb', $key);
// ruleid: php-weak-cipher
$b = mcrypt_encrypt(MCRYPT_DES, $key, $name, 'cbc');
// ok: php-weak-cipher
$a = openssl_encrypt($name, 'aes-256-gcm', $key, 0, $iv, $tag);
// ok: php-weak-cipher
$b = sodium_crypto_secretbox($name, $nonce, $key);
