<?php

function makeKey(string $path, string $passphrase): void
{
    $key = openssl_pkey_new(['private_key_bits' => 3072, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
    openssl_pkey_export_to_file($key, $path);
}
