<?php
require 'db.php';
session_start();

$id = (int) $_POST['id'];
if (!isset($_SESSION['user_id'])) {
    http_response_code(403);
    exit;
}
$statement = $pdo->prepare('DELETE FROM posts WHERE id = ?  AND owner = ?');
$statement->execute([$id, $_SESSION['user_id']]);
header('Location: /posts');
