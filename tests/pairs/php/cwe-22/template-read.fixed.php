<?php

class Templates
{
    private const FOLDER = '/srv/templates/';

    public function load(): string
    {
        $path = realpath(self::FOLDER . $_GET['template']);
        if ($path === false || !str_starts_with($path, self::FOLDER)) {
            throw new RuntimeException('There is no such template.');
        }
        return file_get_contents($path);
    }
}
