<?php

function cart(): array
{
    if (!isset($_COOKIE['cart'])) {
        return [];
    }
    return unserialize(base64_decode($_COOKIE['cart']));
}
