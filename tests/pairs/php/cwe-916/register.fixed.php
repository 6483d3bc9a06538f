<?php

function register(PDO $db, string $name, string $password): void
{
    $hash = password_hash($password, PASSWORD_DEFAULT);
    $insert = $db->prepare('INSERT INTO members (name, hash) VALUES (?, ?)');
    $insert->execute([$name, $hash]);
}
