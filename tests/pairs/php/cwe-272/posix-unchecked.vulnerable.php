<?php

$user = posix_getpwnam('www-data');
posix_setgid($user['gid']);
posix_setuid($user['uid']);
$worker->run();
