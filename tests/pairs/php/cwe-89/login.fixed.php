<?php

session_start();
$name = $_POST['name'];
$link = mysqli_connect(getenv('DB_HOST'), getenv('DB_USER'), getenv('DB_PASSWORD'), 'shop');
$statement = mysqli_prepare($link, 'SELECT id, hash FROM members WHERE name = ? LIMIT 1');
mysqli_stmt_bind_param($statement, 's', $name);
mysqli_stmt_execute($statement);
$result = mysqli_stmt_get_result($statement);
$member = mysqli_fetch_assoc($result);
if ($member && password_verify($_POST['password'], $member['hash'])) {
    $_SESSION['member'] = $member['id'];
}
