<?php

class ImportController
{
    public function import(): array
    {
        $body = file_get_contents('php://input');
        $settings = unserialize($body);
        return is_array($settings) ? $settings : [];
    }
}
