<?php

$context = stream_context_create([
    'ssl' => [
        'verify_peer' => false,
        'verify_peer_name' => false,
    ],
]);
$feed = file_get_contents('https://feeds.shop.org/prices.json', false, $context);
