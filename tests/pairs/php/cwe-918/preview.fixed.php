<?php

$url = $_POST['url'];
if (!in_array(parse_url($url, PHP_URL_HOST), ['news.shop.org', 'blog.shop.org'], true)) {
    http_response_code(400);
    exit;
}
$html = file_get_contents($url);
preg_match('/<title>(.*?)<\/title>/', $html, $found);
echo htmlspecialchars($found[1] ?? '');
