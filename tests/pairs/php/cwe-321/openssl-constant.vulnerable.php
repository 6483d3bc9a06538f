<?php

class Sealer
{
    private const KEY = 'w8Rk2vPq7LmX4tZn1cYb9HsJ6dFgU3eA';

    public function seal(string $text): string
    {
        $iv = random_bytes(12);
        $sealed = openssl_encrypt($text, 'aes-256-gcm', self::KEY, OPENSSL_RAW_DATA, $iv, $tag);
        return base64_encode($iv . $tag . $sealed);
    }
}
