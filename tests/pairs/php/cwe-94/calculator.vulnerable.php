<?php

$expression = $_POST['expression'];
$result = 0;
eval('$result = ' . $expression . ';');
echo json_encode(['result' => $result]);
