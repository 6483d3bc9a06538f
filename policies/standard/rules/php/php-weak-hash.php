<?php
// ruleid: php-weak-hash
$a = md5($name);
// ruleid: php-weak-hash
$b = hash('sha1', $name);
// ok: php-weak-hash
$a = hash('sha256', $name);
// ok: php-weak-hash
$b = password_hash($name, PASSWORD_DEFAULT);
