<?php

$handle = fopen('/tmp/import.lock', 'w');
if (!flock($handle, LOCK_EX | LOCK_NB)) {
    exit(1);
}
fwrite($handle, (string) getmypid());
runImport();
