<?php
function create_reset_token(PDO $db, int $user): string
{
    $token = bin2hex(random_bytes(32));
    $db->prepare('INSERT INTO resets (user, token) VALUES (?, ?)')->execute([$user, hash('sha256', $token)]);
    return $token;
}
