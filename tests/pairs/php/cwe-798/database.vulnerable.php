<?php

class Database
{
    private static ?PDO $connection = null;

    public static function get(): PDO
    {
        if (self::$connection === null) {
            self::$connection = new PDO('mysql:host=db.shop.org;dbname=shop', 'shop', 'Wr4ngler-Kite');
        }
        return self::$connection;
    }
}
