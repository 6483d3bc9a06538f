<?php

class Seal
{
    public function __construct(private string $key)
    {
    }

    public function close(string $text): string
    {
        $nonce = random_bytes(12);
        $sealed = openssl_encrypt($text, 'aes-256-gcm', $this->key, OPENSSL_RAW_DATA, $nonce, $tag);

        return base64_encode($nonce . $tag . $sealed);
    }
}
