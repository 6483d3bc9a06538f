<?php
require 'bootstrap.php';

session_start();
if (empty($_SESSION['is_admin'])) {
    http_response_code(403);
    exit;
}

$id = (int) $_POST['user_id'];
$db->prepare('DELETE FROM users WHERE id = ?')->execute([$id]);
header('Location: /admin/users.php');
