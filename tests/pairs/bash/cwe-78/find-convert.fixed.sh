#!/bin/bash
set -eu
source_dir="${1:?folder}"
target_dir="${2:?folder}"
mkdir -p "$target_dir"

find "$source_dir" -name '*.png' -print0 |
  while IFS= read -r -d '' image; do
    name="$(basename "$image" .png)"
    convert "$image" -resize 50% "$target_dir/$name.jpg"
    echo "converted $name"
  done
