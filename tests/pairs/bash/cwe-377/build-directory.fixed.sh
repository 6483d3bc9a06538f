#!/bin/sh
set -e
work=$(mktemp -d)
cp -r src "$work"
make -C "$work/src"
rm -rf "$work"
