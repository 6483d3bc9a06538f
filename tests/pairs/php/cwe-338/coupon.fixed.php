<?php

class Passwords
{
    private const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

    public function make(int $length): string
    {
        $password = '';
        for ($i = 0; $i < $length; $i++) {
            $password .= self::LETTERS[random_int(0, strlen(self::LETTERS) - 1)];
        }
        return $password;
    }
}
