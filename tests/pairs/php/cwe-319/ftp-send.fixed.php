<?php

function send(string $host, string $user, string $password, string $file): bool
{
    $connection = ftp_ssl_connect($host);
    if (!ftp_login($connection, $user, $password)) {
        return false;
    }
    return ftp_put($connection, basename($file), $file, FTP_BINARY);
}
