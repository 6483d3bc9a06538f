<?php

function encrypt_note(string $note, string $key): string
{
    $iv = '0123456789abcdef';
    return openssl_encrypt($note, 'aes-256-cbc', $key, 0, $iv);
}
