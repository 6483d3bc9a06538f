<?php
$count = min((int) $_GET['count'], 80);
echo str_repeat('*', $count);
