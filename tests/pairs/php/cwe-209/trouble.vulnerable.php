<?php

try {
    $order = load_order((int) $_GET['id']);
    echo render_order($order);
} catch (Exception $trouble) {
    http_response_code(500);
    echo '<pre>' . $trouble->getMessage() . "\n" . $trouble->getTraceAsString() . '</pre>';
}
