<?php
function calculate(string $expression): float
{
    return eval('return ' . $expression . ';');
}
echo calculate($_POST['expression']);
