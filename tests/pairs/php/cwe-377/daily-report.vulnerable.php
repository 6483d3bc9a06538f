<?php

function writeReport(string $csv): string
{
    $path = sys_get_temp_dir() . '/report_' . date('Ymd') . '.csv';
    file_put_contents($path, $csv);
    return $path;
}
