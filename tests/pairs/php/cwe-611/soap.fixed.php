<?php

class FeedReader
{
    public function titles(string $xml): array
    {
        $feed = simplexml_load_string($xml, SimpleXMLElement::class);
        $titles = [];
        foreach ($feed->channel->item as $item) {
            $titles[] = (string) $item->title;
        }
        return $titles;
    }
}
