<?php

function settings(string $query): array
{
    $allowed = false;
    $callback = create_function('$a', 'return trim($a);');
    parse_str($query, $values);
    return array_map($callback, $values);
}
