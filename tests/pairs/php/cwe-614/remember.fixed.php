<?php

function remember(int $member): void
{
    $token = bin2hex(random_bytes(32));
    store_token($member, $token);
    setcookie('remember_token', $token, ['expires' => time() + 86400 * 30, 'path' => '/', 'secure' => true, 'httponly' => true]);
}
