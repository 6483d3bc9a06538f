<?php

class OrderRepository
{
    public function __construct(private PDO $connection)
    {
    }

    public function byCustomer(string $customer): array
    {
        $statement = $this->connection->query("SELECT id, total FROM orders WHERE customer = '$customer'");

        return $statement->fetchAll(PDO::FETCH_ASSOC);
    }
}
