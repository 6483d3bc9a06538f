<?php
session_start();

if (strpos($_SERVER['HTTP_REFERER'], 'https://shop.example.org') !== 0) {
    http_response_code(403);
    exit('not allowed');
}
delete_account($_SESSION['user_id']);
