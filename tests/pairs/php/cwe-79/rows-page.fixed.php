<?php
require 'db.php';

foreach ($pdo->query('SELECT author, body FROM comments') as $row) {
    echo '<p><b>' . htmlspecialchars($row['author']) . '</b> ' . htmlspecialchars($row['body']) . '</p>';
}
