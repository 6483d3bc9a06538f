<?php
session_start();
if (login($_POST['user'], $_POST['password'])) {
    header('Location: ' . ($_GET['next'] ?? '/'));
    exit;
}
