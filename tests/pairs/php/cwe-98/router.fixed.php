<?php

$page = isset($_GET['page']) ? $_GET['page'] : 'home';
if (!in_array($page, ['home', 'about', 'contact'], true)) {
    $page = 'home';
}
include 'header.php';
include 'pages/' . $page . '.php';
include 'footer.php';
