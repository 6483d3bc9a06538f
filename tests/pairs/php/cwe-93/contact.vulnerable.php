<?php

$from = $_POST['email'];
$text = wordwrap($_POST['message'], 70);
mail('office@shop.org', 'Contact', $text, "From: $from\r\nX-Form: contact");
