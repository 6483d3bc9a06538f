<?php

$body = file_get_contents('php://input');
$document = new DOMDocument();
$document->loadXML($body, LIBXML_NOENT | LIBXML_DTDLOAD);
foreach ($document->getElementsByTagName('order') as $order) {
    book($order->getAttribute('id'));
}
