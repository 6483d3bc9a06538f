<?php

define('DB_HOST', 'localhost');
define('DB_PASSWORD', getenv('DB_PASSWORD'));

return [
    'driver' => 'pgsql',
    'host' => DB_HOST,
    'password' => DB_PASSWORD,
];
