<?php

function createResetToken(int $userId): string
{
    return bin2hex(random_bytes(16));
}
