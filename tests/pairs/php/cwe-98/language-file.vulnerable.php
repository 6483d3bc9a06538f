<?php

class Translator
{
    private array $texts = [];

    public function load(): void
    {
        $language = $_COOKIE['language'];
        $this->texts = require_once __DIR__ . "/languages/{$language}.php";
    }
}
