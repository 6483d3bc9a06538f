<?php

function login(PDO $db, string $email, string $password): ?array
{
    $query = $db->prepare('SELECT id, email, password_hash FROM users WHERE email = ?');
    $query->execute([$email]);
    $user = $query->fetch();
    if ($user && hash_equals($user['password_hash'], hash('sha256', $password))) {
        return $user;
    }
    return null;
}
