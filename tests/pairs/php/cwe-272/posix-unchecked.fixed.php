<?php

$user = posix_getpwnam('www-data');
if (!posix_setgid($user['gid']) || !posix_setuid($user['uid'])) {
    exit('Still root.');
}
$worker->run();
