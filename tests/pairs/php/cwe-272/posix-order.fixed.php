<?php

function dropRights(string $name): void
{
    $user = posix_getpwnam($name);
    if (!posix_setgid($user['gid']) || !posix_setuid($user['uid'])) {
        exit(1);
    }
}
