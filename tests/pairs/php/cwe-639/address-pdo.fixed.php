<?php
session_start();

$query = $db->prepare('DELETE FROM addresses WHERE id = ? AND user_id = ?');
$query->execute([$_POST['address_id'], $_SESSION['user_id']]);
header('Location: /addresses');
