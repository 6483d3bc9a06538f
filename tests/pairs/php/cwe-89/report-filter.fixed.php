<?php

function monthly_report(mysqli $db): array
{
    $year = (int) $_GET['year'];
    $sql = 'SELECT month, SUM(amount) FROM bills';
    if ($year !== '') {
        $sql .= ' WHERE year = ' . $year;
    }
    $sql .= ' GROUP BY month';
    $rows = [];
    $result = $db->query($sql);
    while ($row = $result->fetch_row()) {
        $rows[] = $row;
    }
    return $rows;
}
