#!/bin/bash
set -euo pipefail
endpoints=(
  "https://api.internal.example.org/healthz"
  "https://auth.internal.example.org/healthz"
)
for url in "${endpoints[@]}"; do
  code=$(curl --cacert /etc/ssl/internal-ca.pem -s -o /dev/null -w '%{http_code}' "$url")
  if [[ "$code" != 200 ]]; then
    echo "$url answered $code" >&2
    exit 1
  fi
done
