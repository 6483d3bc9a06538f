<?php

$from = $_POST['email'];
if (!filter_var($from, FILTER_VALIDATE_EMAIL)) {
    exit('This is no address.');
}
$text = wordwrap($_POST['message'], 70);
mail('office@shop.org', 'Contact', $text, "From: $from\r\nX-Form: contact");
