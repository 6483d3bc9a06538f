<?php
function greeting_shortcode($atts) {
    $name = sanitize_text_field($_GET['name'] ?? 'guest');
    return '<p class="greeting">Hello ' . esc_html($name) . '</p>';
}
add_shortcode('greeting', 'greeting_shortcode');
