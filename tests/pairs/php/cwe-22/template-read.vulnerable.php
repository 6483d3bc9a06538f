<?php

class Templates
{
    private const FOLDER = '/srv/templates/';

    public function load(): string
    {
        $path = realpath(self::FOLDER . $_GET['template']);
        if ($path === false) {
            throw new RuntimeException('There is no such template.');
        }
        return file_get_contents($path);
    }
}
