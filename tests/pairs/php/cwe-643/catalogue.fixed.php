<?php

$catalogue = simplexml_load_file('/srv/catalogue.xml');
$code = (int) $_GET['code'];
$items = $catalogue->xpath("//item[@code='" . $code . "']/price");
echo json_encode(array_map('strval', $items));
