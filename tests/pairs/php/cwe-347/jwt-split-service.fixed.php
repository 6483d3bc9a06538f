<?php
use Firebase\JWT\JWT;
use Firebase\JWT\Key;

function user(string $token, string $key): array
{
    return (array) JWT::decode($token, new Key($key, 'HS256'));
}
