<?php

use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\Process\Process;

class HistoryController
{
    public function show(Request $request): array
    {
        $branch = $request->query->get('branch');
        $process = Process::fromShellCommandline('git log --oneline ' . $branch);
        $process->run();

        return explode("\n", $process->getOutput());
    }
}
