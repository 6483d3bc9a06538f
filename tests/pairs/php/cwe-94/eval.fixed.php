<?php
function calculate(string $expression): float
{
    if (!preg_match('/^\d+(\.\d+)?\s*[-+*\/]\s*\d+(\.\d+)?$/D', $expression)) {
        throw new InvalidArgumentException('expression');
    }
    [$left, $sign, $right] = preg_split('/([-+*\/])/', $expression, 2, PREG_SPLIT_DELIM_CAPTURE);
    return match ($sign) { '+' => $left + $right, '-' => $left - $right, '*' => $left * $right, '/' => $left / $right };
}
echo calculate($_POST['expression']);
