<?php
$name = $_GET['name'] ?? 'report.csv';
header('Content-Type: text/csv');
header('X-File: ' . $name);
readfile('/srv/reports/latest.csv');
