<?php
function greeting_shortcode($atts) {
    $name = $_GET['name'] ?? 'guest';
    return '<p class="greeting">Hello ' . $name . '</p>';
}
add_shortcode('greeting', 'greeting_shortcode');
