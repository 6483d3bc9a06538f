<?php

use Firebase\JWT\JWT;

class Tokens
{
    public function issue(int $member): string
    {
        $claims = ['sub' => $member, 'exp' => time() + 600];

        return JWT::encode($claims, 'orbit-lantern-kite-7', 'HS256');
    }
}
