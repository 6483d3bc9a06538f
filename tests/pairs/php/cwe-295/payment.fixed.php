<?php

function charge(string $token, int $cents): array
{
    $handle = curl_init('https://pay.shop.org/charges');
    curl_setopt_array($handle, [
        CURLOPT_POST => true,
        CURLOPT_POSTFIELDS => ['token' => $token, 'cents' => $cents],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_SSL_VERIFYPEER => true,
    ]);
    return json_decode(curl_exec($handle), true);
}
