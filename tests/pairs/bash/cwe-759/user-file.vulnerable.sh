#!/bin/bash
set -euo pipefail

add_user() {
  local name=$1 password=$2
  hash=$(printf '%s' "$password" | sha256sum | cut -d' ' -f1)
  printf '%s:%s\n' "$name" "$hash" >> /etc/shop/users
}
