#!/usr/bin/env bash
set -euo pipefail
users_file=/etc/app/users
read -r -p "User: " user
read -r -s -p "Password: " password
echo
digest=$(printf '%s' "$password" | md5sum | cut -d' ' -f1)
printf '%s:%s\n' "$user" "$digest" >> "$users_file"
