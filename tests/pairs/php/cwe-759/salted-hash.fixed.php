<?php

class User
{
    public string $email = '';
    private string $password = '';

    public function setPassword(string $plain): void
    {
        $this->password = password_hash($plain, PASSWORD_ARGON2ID);
    }

    public function checkPassword(string $plain): bool
    {
        return password_verify($plain, $this->password);
    }
}
