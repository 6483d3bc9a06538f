<?php

function gallery_search()
{
    global $wpdb;
    $term = isset($_GET['term']) ? $_GET['term'] : '';
    $rows = $wpdb->get_results(
        $wpdb->prepare(
            "SELECT id, title FROM {$wpdb->prefix}gallery WHERE title LIKE %s",
            '%' . $wpdb->esc_like($term) . '%'
        )
    );
    wp_send_json($rows);
}
add_action('wp_ajax_nopriv_gallery_search', 'gallery_search');
