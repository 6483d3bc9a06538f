<?php

namespace App\Controller;

use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\Process\Process;

class WhoisController
{
    public function lookup(Request $request): Response
    {
        $domain = $request->query->get('domain');
        $process = Process::fromShellCommandline('whois ' . $domain);
        $process->run();
        return new Response(htmlspecialchars($process->getOutput()));
    }
}
