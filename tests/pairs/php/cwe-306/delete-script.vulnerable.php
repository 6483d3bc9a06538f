<?php
require 'bootstrap.php';

session_start();

$id = (int) $_POST['user_id'];
$db->prepare('DELETE FROM users WHERE id = ?')->execute([$id]);
header('Location: /admin/users.php');
