<?php
// ruleid: php-unserialize
$a = unserialize($name);
// ruleid: php-unserialize
$b = unserialize($_COOKIE['a']);
// ok: php-unserialize
$a = json_decode($name);
// ok: php-unserialize
$b = unserialize($name, ['allowed_classes' => false]);
