<?php
require 'db.php';
session_start();

$id = (int) $_POST['id'];
$statement = $pdo->prepare('DELETE FROM posts WHERE id = ?');
$statement->execute([$id]);
header('Location: /posts');
