#!/usr/bin/env bash
set -euo pipefail
version="1.8.2"
base="https://downloads.example.org/agent/$version"

if ! command -v agent >/dev/null; then
  echo "Installing agent $version"
  curl -fsSLo install.sh "$base/install.sh"
  echo "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  install.sh" | sha256sum --check --strict
  sudo bash install.sh
fi
agent --version
