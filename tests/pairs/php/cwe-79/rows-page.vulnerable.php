<?php
require 'db.php';

foreach ($pdo->query('SELECT author, body FROM comments') as $row) {
    echo '<p><b>' . $row['author'] . '</b> ' . $row['body'] . '</p>';
}
