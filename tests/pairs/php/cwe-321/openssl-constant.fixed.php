<?php

class Sealer
{
    public function __construct(private readonly string $key)
    {
    }

    public function seal(string $text): string
    {
        $iv = random_bytes(12);
        $sealed = openssl_encrypt($text, 'aes-256-gcm', $this->key, OPENSSL_RAW_DATA, $iv, $tag);
        return base64_encode($iv . $tag . $sealed);
    }
}
