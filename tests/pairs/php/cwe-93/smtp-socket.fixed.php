<?php

$socket = fsockopen('mail.shop.org', 25);
$to = $_POST['to'];
if (preg_match('/[\r\n]/', $to)) {
    exit(1);
}
fwrite($socket, "HELO shop.org\r\n");
fwrite($socket, "RCPT TO:<$to>\r\n");
fwrite($socket, "QUIT\r\n");
