<?php

class ReportApi
{
    public function run(): void
    {
        $format = $_GET['format'];
        $rows = $this->rows();
        header('Content-Type: text/plain');
        echo match ($format) {
            'json' => json_encode($rows),
            default => serialize($rows),
        };
    }

    private function rows(): array
    {
        return [['a', 1], ['b', 2]];
    }
}
