<?php

function cart(): array
{
    if (!isset($_COOKIE['cart'])) {
        return [];
    }
    return json_decode(base64_decode($_COOKIE['cart']), true) ?? [];
}
