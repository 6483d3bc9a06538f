<?php
$name = $_GET['name'] ?? 'report.csv';
$name = preg_replace('/[^A-Za-z0-9._-]/', '_', $name);
header('Content-Type: text/csv');
header('X-File: ' . $name);
readfile('/srv/reports/latest.csv');
