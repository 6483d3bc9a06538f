<?php

$file = basename($_GET['file']);
$path = __DIR__ . '/downloads/' . $file;
if (!file_exists($path)) {
    http_response_code(404);
    exit;
}
header('Content-Type: application/octet-stream');
readfile($path);
