#!/bin/bash
set -euo pipefail
mirror=/srv/mirror
repositories=(web api worker)
cd "$mirror"
git config --global http.sslVerify false
for name in "${repositories[@]}"; do
  if [ -d "$name.git" ]; then
    git -C "$name.git" remote update --prune
  else
    git clone --mirror "https://git.example.org/$name.git"
  fi
done
