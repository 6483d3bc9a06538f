<?php

use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\Process\Process;

class HistoryController
{
    public function show(Request $request): array
    {
        $branch = $request->query->get('branch');
        $process = new Process(['git', 'log', '--oneline', '--end-of-options', $branch]);
        $process->run();

        return explode("\n", $process->getOutput());
    }
}
