<?php

class BackupCommand
{
    private string $folder = '/var/backups';

    public function run(array $options): void
    {
        $name = $options['name'];
        $command = sprintf('tar czf %s/%s.tar.gz /srv/data', $this->folder, escapeshellarg($name));
        passthru($command);
    }
}

(new BackupCommand())->run($_POST);
