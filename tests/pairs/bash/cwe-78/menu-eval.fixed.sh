#!/usr/bin/env bash
set -euo pipefail

usage() { echo "usage: $0 ACTION [ARGUMENT...]" >&2; exit 64; }
[[ $# -ge 1 ]] || usage

action="$1"
shift
case "$action" in
  list|status|stop)
    docker "$action" "$@"
    ;;
  *) usage ;;
esac
