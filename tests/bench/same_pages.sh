#!/usr/bin/env bash
# A peer in JavaScript writes the product's pages, byte for byte:
# same_pages.sh UNKNOT_BENCH NODE PEER PACK.json CSS INTAKE...
set -euo pipefail
bench=$1 node=$2 peer=$3 pack=$4 style=$5
shift 5

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/product" "$work/javascript"
"$bench" pages "$work/product" "$@"
"$node" "$(dirname "$0")/javascript/main.mjs" "$peer" "$pack" "$style" pages "$work/javascript" "$@"
diff -rq "$work/product" "$work/javascript"
echo "$# pages of $peer are the same"
