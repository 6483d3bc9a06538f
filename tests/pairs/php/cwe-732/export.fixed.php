<?php

function write_export(array $rows): string
{
    $path = '/srv/exports/' . date('Y-m-d') . '.csv';
    file_put_contents($path, implode("\n", $rows));
    chmod($path, 0640);
    return $path;
}
