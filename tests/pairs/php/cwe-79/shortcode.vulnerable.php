<?php

function banner_shortcode($attributes)
{
    $campaign = $_GET['utm_campaign'];
    printf('<div class="banner" data-campaign="%s">', $campaign);
    echo do_shortcode($attributes['text']) . '</div>';
}
add_shortcode('banner', 'banner_shortcode');
