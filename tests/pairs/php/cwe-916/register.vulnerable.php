<?php

function register(PDO $db, string $name, string $password): void
{
    $salt = bin2hex(random_bytes(8));
    $hash = $salt . ':' . hash('sha256', $salt . $password);
    $insert = $db->prepare('INSERT INTO members (name, hash) VALUES (?, ?)');
    $insert->execute([$name, $hash]);
}
