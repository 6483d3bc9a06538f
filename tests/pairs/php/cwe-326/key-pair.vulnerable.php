<?php

function new_key_pair(): array
{
    $pair = openssl_pkey_new(['private_key_bits' => 1024, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
    openssl_pkey_export($pair, $private);

    return [$private, openssl_pkey_get_details($pair)['key']];
}
