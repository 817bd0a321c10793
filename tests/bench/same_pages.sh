#!/usr/bin/env bash
# Plain JavaScript writes the product's pages, byte for byte:
# same_pages.sh UNKNOT_BENCH NODE PACK.json CSS INTAKE...
set -euo pipefail
bench=$1 node=$2 pack=$3 style=$4
shift 4

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/product" "$work/javascript"
"$bench" pages "$work/product" "$@"
"$node" "$(dirname "$0")/plain.mjs" "$pack" "$style" pages "$work/javascript" "$@"
diff -rq "$work/product" "$work/javascript"
echo "$# pages are the same"
