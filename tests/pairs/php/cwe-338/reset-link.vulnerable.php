<?php

function reset_link(string $email): string
{
    $token = md5($email . mt_rand() . time());
    save_token($email, $token);

    return 'https://shop.org/reset?token=' . $token;
}
