<?php

$url = $_POST['url'];
$html = file_get_contents($url);
preg_match('/<title>(.*?)<\/title>/', $html, $found);
echo htmlspecialchars($found[1] ?? '');
