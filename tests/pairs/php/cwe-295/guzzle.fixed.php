<?php

use GuzzleHttp\Client;

class Weather
{
    private Client $client;

    public function __construct()
    {
        $this->client = new Client(['base_uri' => 'https://weather.shop.org/', 'timeout' => 5]);
    }

    public function today(): string
    {
        return (string) $this->client->get('today')->getBody();
    }
}
