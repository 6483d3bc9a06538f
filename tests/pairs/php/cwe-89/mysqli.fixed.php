<?php
function find_member(mysqli $db, string $email): ?array
{
    $statement = $db->prepare('SELECT id, name FROM members WHERE email = ? LIMIT 1');
    $statement->bind_param('s', $email);
    $statement->execute();
    return $statement->get_result()->fetch_assoc() ?: null;
}
$member = find_member($db, $_POST['email'] ?? '');
