<?php

final class ArticleRepository
{
    public function __construct(private PDO $pdo)
    {
    }

    public function latest(string $category, int $limit): array
    {
        $sql = sprintf("SELECT * FROM articles WHERE category = '%s' ORDER BY created DESC LIMIT %d", $category, $limit);

        return $this->pdo->query($sql)->fetchAll();
    }
}
