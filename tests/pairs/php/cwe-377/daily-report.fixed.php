<?php

function writeReport(string $csv): string
{
    $path = tempnam(sys_get_temp_dir(), 'report_');
    file_put_contents($path, $csv);
    return $path;
}
