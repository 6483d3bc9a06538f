<?php

$socket = fsockopen('mail.shop.org', 25);
$to = $_POST['to'];
fwrite($socket, "HELO shop.org\r\n");
fwrite($socket, "RCPT TO:<$to>\r\n");
fwrite($socket, "QUIT\r\n");
