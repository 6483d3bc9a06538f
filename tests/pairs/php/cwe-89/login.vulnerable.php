<?php

session_start();
$name = $_POST['name'];
$link = mysqli_connect(getenv('DB_HOST'), getenv('DB_USER'), getenv('DB_PASSWORD'), 'shop');
$sql = "SELECT id, hash FROM members WHERE name = '" . $name . "' LIMIT 1";
$result = mysqli_query($link, $sql);
$member = mysqli_fetch_assoc($result);
if ($member && password_verify($_POST['password'], $member['hash'])) {
    $_SESSION['member'] = $member['id'];
}
