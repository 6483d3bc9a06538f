<?php

function make_thumbnail(string $upload): string
{
    $target = tempnam(sys_get_temp_dir(), 'thumb');
    exec('convert ' . escapeshellarg($upload) . ' -resize 120x120 ' . escapeshellarg($target), $output, $status);
    if ($status !== 0) {
        throw new RuntimeException('The image could not be read.');
    }
    return $target;
}

echo make_thumbnail($_GET['image']) ? 'done' : 'failed';
