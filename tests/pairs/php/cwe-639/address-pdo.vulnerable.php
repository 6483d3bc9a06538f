<?php
session_start();

$query = $db->prepare('DELETE FROM addresses WHERE id = ?');
$query->execute([$_POST['address_id']]);
header('Location: /addresses');
