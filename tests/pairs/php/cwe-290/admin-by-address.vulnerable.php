<?php
session_start();

function isAdmin(): bool
{
    return $_SERVER['HTTP_X_FORWARDED_FOR'] === '10.0.0.5';
}

if (!isAdmin()) {
    http_response_code(403);
    exit;
}
echo 'Welcome to the back office';
