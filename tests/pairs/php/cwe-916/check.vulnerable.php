<?php

class Accounts
{
    public function isRight(array $account, string $password): bool
    {
        return $account['hash'] === md5($password);
    }
}
