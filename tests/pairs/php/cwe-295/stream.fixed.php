<?php

$context = stream_context_create([
    'ssl' => [
        'verify_peer' => true,
        'verify_peer_name' => true,
    ],
]);
$feed = file_get_contents('https://feeds.shop.org/prices.json', false, $context);
