<?php

$is_admin = false;
$name = $_POST['name'] ?? '';
if ($is_admin) {
    showAdminPage();
}
echo htmlspecialchars($name);
