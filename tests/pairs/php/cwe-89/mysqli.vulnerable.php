<?php
function find_member(mysqli $db, string $email): ?array
{
    $result = $db->query("SELECT id, name FROM members WHERE email = '$email' LIMIT 1");
    return $result->fetch_assoc() ?: null;
}
$member = find_member($db, $_POST['email'] ?? '');
