<?php
function create_reset_token(PDO $db, int $user): string
{
    $token = md5(uniqid(mt_rand(), true));
    $db->prepare('INSERT INTO resets (user, token) VALUES (?, ?)')->execute([$user, $token]);
    return $token;
}
