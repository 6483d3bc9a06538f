#!/bin/sh
set -eu
name="${1:-localhost}"
openssl req -x509 -newkey rsa:3072 -nodes -keyout "$name.key" -out "$name.crt" \
  -days 90 -subj "/CN=$name"
chmod 600 "$name.key"
openssl x509 -in "$name.crt" -noout -subject -enddate
