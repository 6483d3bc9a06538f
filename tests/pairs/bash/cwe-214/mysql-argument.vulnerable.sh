#!/bin/bash
set -euo pipefail
database="$1"
target="/backup/$database.sql.gz"
: "${MYSQL_ROOT_PASSWORD:?must be set}"

mysqldump -u root -p"$MYSQL_ROOT_PASSWORD" --single-transaction "$database" | gzip > "$target"
echo "wrote $target"
