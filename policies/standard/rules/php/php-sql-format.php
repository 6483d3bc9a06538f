<?php
// ruleid: php-sql-format
mysqli_query($link, 'SELECT * FROM a WHERE b = ' . $name);
// ruleid: php-sql-format
$database->query('SELECT * FROM a WHERE b = ' . $name);
// ok: php-sql-format
$database->prepare('SELECT * FROM a WHERE b = ?');
// ok: php-sql-format
mysqli_query($link, 'SELECT 1');
