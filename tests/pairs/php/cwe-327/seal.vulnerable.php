<?php

class Seal
{
    public function __construct(private string $key)
    {
    }

    public function close(string $text): string
    {
        return base64_encode(openssl_encrypt($text, 'DES-EDE3-ECB', $this->key, OPENSSL_RAW_DATA));
    }
}
