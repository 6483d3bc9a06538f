<?php
session_start();
if (login($_POST['user'], $_POST['password'])) {
    $next = $_GET['next'] ?? '/';
    if (!preg_match('#^/[a-z0-9][a-z0-9/_-]*$#Di', $next)) {
        $next = '/';
    }
    header('Location: ' . $next);
    exit;
}
