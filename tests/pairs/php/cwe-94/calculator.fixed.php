<?php

$expression = $_POST['expression'];
$result = 0;
if (preg_match('/^(\d+) ([+*-]) (\d+)$/', $expression, $parts) === 1) {
    $result = calculate((int) $parts[1], $parts[2], (int) $parts[3]);
}
echo json_encode(['result' => $result]);
