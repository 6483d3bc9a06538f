<?php
// ruleid: php-file-from-request
include $_GET['page'];
// ruleid: php-file-from-request
require($_GET['page'] . '.php');
// ok: php-file-from-request
include 'page.php';
// ok: php-file-from-request
require_once __DIR__ . '/page.php';
