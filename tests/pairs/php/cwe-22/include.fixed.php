<?php
$page = $_GET['page'] ?? 'home';
$pages = ['home', 'about', 'contact'];
if (!in_array($page, $pages, true)) {
    http_response_code(404);
    exit;
}
include __DIR__ . '/pages/' . $page . '.php';
