<?php

$subject = $_POST['subject'];
$headers = 'From: ' . $_POST['name'] . ' <web@shop.org>' . "\r\n";
mail('office@shop.org', $subject, $_POST['text'], $headers);
