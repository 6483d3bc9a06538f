#!/bin/sh
set -e
work=/tmp/build.$$
mkdir -p "$work"
cp -r src "$work"
make -C "$work/src"
rm -rf "$work"
