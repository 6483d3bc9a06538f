<?php
function user(string $token): array
{
    [$header, $payload, $signature] = explode('.', $token);
    return json_decode(base64_decode(strtr($payload, '-_', '+/')), true);
}
