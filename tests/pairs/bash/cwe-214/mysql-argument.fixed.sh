#!/bin/bash
set -euo pipefail
database="$1"
target="/backup/$database.sql.gz"
: "${MYSQL_ROOT_PASSWORD:?must be set}"

mysqldump --defaults-extra-file=/root/.backup.cnf --single-transaction "$database" | gzip > "$target"
echo "wrote $target"
