#!/bin/bash
set -euo pipefail
DB_HOST=db.example.org
DB_USER=backup
DB_PASSWORD="Vk93hs!72kLm"
export PGPASSWORD="$DB_PASSWORD"

pg_dump --host "$DB_HOST" --username "$DB_USER" shop | gzip > "/backup/shop-$(date +%F).sql.gz"
find /backup -name 'shop-*.sql.gz' -mtime +14 -delete
