<?php

$query = $_REQUEST['q'] ?? '';
$found = search_articles($query);
echo '<h2>Results for ' . $query . '</h2>';
if (count($found) === 0) {
    echo '<p>Nothing was found.</p>';
}
foreach ($found as $article) {
    echo '<li>' . htmlspecialchars($article['title']) . '</li>';
}
