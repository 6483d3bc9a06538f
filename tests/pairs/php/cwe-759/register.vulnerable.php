<?php
require 'db.php';

function register(PDO $db, string $email, string $password): void
{
    $hash = sha1($password);
    $db->prepare('INSERT INTO users (email, password) VALUES (?, ?)')->execute([$email, $hash]);
}

register($pdo, $_POST['email'], $_POST['password']);
