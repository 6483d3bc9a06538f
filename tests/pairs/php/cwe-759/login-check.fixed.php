<?php

function login(PDO $db, string $email, string $password): ?array
{
    $query = $db->prepare('SELECT id, email, password_hash FROM users WHERE email = ?');
    $query->execute([$email]);
    $user = $query->fetch();
    if ($user && password_verify($password, $user['password_hash'])) {
        return $user;
    }
    return null;
}
