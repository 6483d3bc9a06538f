<?php
function parse_invoice(string $xml): DOMDocument
{
    $document = new DOMDocument();
    $document->loadXML($xml, LIBXML_NONET);
    return $document;
}
