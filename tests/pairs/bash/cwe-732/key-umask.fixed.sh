#!/bin/sh
set -eu
conf=/etc/wireguard
umask 077
mkdir -p "$conf"
wg genkey > "$conf/private.key"
wg pubkey < "$conf/private.key" > "$conf/public.key"
echo "public key: $(cat "$conf/public.key")"
