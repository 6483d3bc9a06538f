<?php

function createResetToken(int $userId): string
{
    return md5($userId . mt_rand() . time());
}
