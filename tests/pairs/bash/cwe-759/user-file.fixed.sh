#!/bin/bash
set -euo pipefail

add_user() {
  local name=$1 password=$2
  hash=$(printf '%s' "$password" | openssl passwd -6 -stdin)
  printf '%s:%s\n' "$name" "$hash" >> /etc/shop/users
}
