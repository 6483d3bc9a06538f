<?php

function encrypt_note(string $note, string $key): string
{
    $iv = random_bytes(16);
    return bin2hex($iv) . openssl_encrypt($note, 'aes-256-cbc', $key, 0, $iv);
}
