<?php
session_start();

function isAdmin(): bool
{
    return ($_SESSION['role'] ?? '') === 'admin';
}

if (!isAdmin()) {
    http_response_code(403);
    exit;
}
echo 'Welcome to the back office';
