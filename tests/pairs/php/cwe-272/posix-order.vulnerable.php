<?php

function dropRights(string $name): void
{
    $user = posix_getpwnam($name);
    if (!posix_setuid($user['uid']) || !posix_setgid($user['gid'])) {
        exit(1);
    }
}
