<?php
$count = (int) $_GET['count'];
echo str_repeat('*', $count);
