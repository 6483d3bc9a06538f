<?php

class User
{
    public string $email = '';
    private string $password = '';

    public function setPassword(string $plain): void
    {
        $this->password = hash('sha256', 'x9!kd' . $plain);
    }

    public function checkPassword(string $plain): bool
    {
        return $this->password === hash('sha256', 'x9!kd' . $plain);
    }
}
