<?php

define('DB_HOST', 'localhost');
define('DB_PASSWORD', 'q7Lantern!orbit');

return [
    'driver' => 'pgsql',
    'host' => DB_HOST,
    'password' => DB_PASSWORD,
];
