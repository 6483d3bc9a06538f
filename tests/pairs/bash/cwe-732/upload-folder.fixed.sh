#!/bin/bash
set -euo pipefail
app_root=/var/www/shop
mkdir -p "$app_root/uploads" "$app_root/cache"
chown -R www-data:www-data "$app_root/uploads" "$app_root/cache"
chmod -R u=rwX,g=rX,o= "$app_root/uploads" "$app_root/cache"
systemctl restart php8.2-fpm
echo "folders are ready"
