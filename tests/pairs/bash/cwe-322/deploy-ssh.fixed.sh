#!/usr/bin/env bash
set -euo pipefail
host="${1:?host}"
release="$(date +%Y%m%d%H%M%S)"
ssh_options=(-o StrictHostKeyChecking=yes -o UserKnownHostsFile=./known_hosts)

tar -czf release.tgz dist
scp "${ssh_options[@]}" release.tgz "deploy@$host:/srv/app/$release.tgz"
ssh "${ssh_options[@]}" "deploy@$host" "tar -xzf /srv/app/$release.tgz -C /srv/app"
