<?php

final class ArticleRepository
{
    public function __construct(private PDO $pdo)
    {
    }

    public function latest(string $category, int $limit): array
    {
        $statement = $this->pdo->prepare(sprintf('SELECT * FROM articles WHERE category = ? ORDER BY created DESC LIMIT %d', $limit));
        $statement->execute([$category]);

        return $statement->fetchAll();
    }
}
