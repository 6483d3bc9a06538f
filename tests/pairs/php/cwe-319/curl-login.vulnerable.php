<?php

function logIn(string $user, string $password): array
{
    $curl = curl_init('http://api.shop.org/login');
    curl_setopt($curl, CURLOPT_POSTFIELDS, http_build_query(['user' => $user, 'password' => $password]));
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
    $answer = curl_exec($curl);
    curl_close($curl);
    return json_decode($answer, true);
}
