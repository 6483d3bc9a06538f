<?php

class Translator
{
    private array $texts = [];

    public function load(): void
    {
        $known = ['en' => 'en', 'de' => 'de', 'fr' => 'fr'];
        $language = $known[$_COOKIE['language']] ?? 'en';
        $this->texts = require_once __DIR__ . "/languages/{$language}.php";
    }
}
