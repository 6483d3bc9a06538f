<?php

use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;

class DnsController
{
    public function lookup(Request $request): Response
    {
        $host = $request->query->get('host');
        exec("dig +short $host", $lines);

        return new Response(implode("\n", $lines), 200, ['Content-Type' => 'text/plain']);
    }
}
