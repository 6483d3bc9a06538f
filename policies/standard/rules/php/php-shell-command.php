<?php
// ruleid: php-shell-command
system('ls ' . $name);
// ruleid: php-shell-command
$a = shell_exec($name);
// ok: php-shell-command
system('ls');
// ok: php-shell-command
exec('ls ' . escapeshellarg($name));
