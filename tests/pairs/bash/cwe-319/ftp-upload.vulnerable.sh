#!/bin/bash
set -euo pipefail
export_file="orders-$(date +%F).csv"
/opt/shop/export --since yesterday > "$export_file"
curl --netrc -T "$export_file" "ftp://files.partner.example/inbox/"
rm -f "$export_file"
logger -t export "sent $export_file"
