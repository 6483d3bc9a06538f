<?php

session_start();
if (login($_POST['name'], $_POST['password'])) {
    $next = $_GET['next'] ?? '/';
    header('Location: ' . $next);
    exit;
}
echo 'That was wrong.';
