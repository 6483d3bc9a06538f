#!/bin/bash
set -euo pipefail
env_file=/etc/app/app.env
if ! grep -q '^SESSION_SECRET=' "$env_file"; then
  secret="$RANDOM$RANDOM$RANDOM"
  echo "SESSION_SECRET=$secret" >> "$env_file"
  chmod 600 "$env_file"
fi
systemctl reload app
