<?php

$subject = str_replace(["\r", "\n"], '', $_POST['subject']);
$headers = 'From: ' . str_replace(["\r", "\n"], '', $_POST['name']) . ' <web@shop.org>' . "\r\n";
mail('office@shop.org', $subject, $_POST['text'], $headers);
