<?php

use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;

class DnsController
{
    public function lookup(Request $request): Response
    {
        $host = $request->query->get('host');
        if (!filter_var($host, FILTER_VALIDATE_DOMAIN, FILTER_FLAG_HOSTNAME)) {
            return new Response('bad host', 400);
        }
        exec('dig +short ' . escapeshellarg($host), $lines);

        return new Response(implode("\n", $lines), 200, ['Content-Type' => 'text/plain']);
    }
}
