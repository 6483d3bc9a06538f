<?php

function settings(string $query): array
{
    $allowed = false;
    $callback = 'trim';
    parse_str($query, $values);
    return array_map($callback, $values);
}
