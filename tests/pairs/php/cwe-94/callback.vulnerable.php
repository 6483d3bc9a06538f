<?php

class ReportApi
{
    public function run(): void
    {
        $format = $_GET['format'];
        $rows = $this->rows();
        header('Content-Type: text/plain');
        echo call_user_func($format, $rows);
    }

    private function rows(): array
    {
        return [['a', 1], ['b', 2]];
    }
}
