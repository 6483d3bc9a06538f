#!/usr/bin/env bash
set -euo pipefail
version="1.8.2"
base="https://downloads.example.org/agent/$version"

if ! command -v agent >/dev/null; then
  echo "Installing agent $version"
  curl -fsSL "$base/install.sh" | sudo bash
fi
agent --version
