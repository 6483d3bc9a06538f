<?php

$handle = fopen('/run/shop/import.lock', 'c');
if (!flock($handle, LOCK_EX | LOCK_NB)) {
    exit(1);
}
fwrite($handle, (string) getmypid());
runImport();
