<?php

function reset_link(string $email): string
{
    $token = bin2hex(random_bytes(20));
    save_token($email, $token);

    return 'https://shop.org/reset?token=' . $token;
}
