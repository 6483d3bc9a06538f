<?php

$body = file_get_contents('php://input');
$document = new DOMDocument();
$document->loadXML($body, LIBXML_NONET);
foreach ($document->getElementsByTagName('order') as $order) {
    book($order->getAttribute('id'));
}
