<?php

try {
    $order = load_order((int) $_GET['id']);
    echo render_order($order);
} catch (Exception $trouble) {
    http_response_code(500);
    error_log($trouble->getMessage());
    echo '<p>The order could not be shown.</p>';
}
