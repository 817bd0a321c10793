#!/usr/bin/env bash
# Plain JavaScript writes the product's pages, byte for byte:
# same_pages.sh UNKNOT_BENCH NODE PACK.json PACK_FOLDER CSS INTAKE...
set -euo pipefail
bench=$1 node=$2 pack=$3 folder=$4 style=$5
shift 5

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/product" "$work/javascript"
"$bench" pages "$work/product" "$@"
"$node" "$(dirname "$0")/plain.mjs" "$pack" "$folder" "$style" pages "$work/javascript" "$@"
diff -rq "$work/product" "$work/javascript"
echo "$# pages are the same"
