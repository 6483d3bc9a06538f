<?php

class Accounts
{
    public function isRight(array $account, string $password): bool
    {
        return password_verify($password, $account['hash']);
    }
}
