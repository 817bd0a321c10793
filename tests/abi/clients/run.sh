#!/bin/sh
# Each program that was built with an older version says with this library what one that is built today says.
#   run.sh LIBRARY INCLUDE CC
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
library=$1 include=$2 cc=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0
fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

# run CLIENT NAME: what it prints is in NAME.out, and with which version it was built in NAME.err.
run() {
  LD_LIBRARY_PATH=$(dirname "$library") "$1" "$root/docs/example.intake.json" "$root/tests/overlays/good/clinic.json" \
    > "$scratch/$2.out" 2> "$scratch/$2.err" || { fail "$2 ended with $?" && cat "$scratch/$2.err"; }
}

"$cc" -I"$include" "$here/client-1.0.c" "$library" -o "$scratch/today"
run "$scratch/today" today
[ "$(tail -n 1 "$scratch/today.out")" = "that was all" ] || fail "the client of today did not come to its end"
for version in 0.9 1.0; do
  client=client-$version
  run "$here/$client.x86_64" "$client"
  grep -q "^built with $version, runs with " "$scratch/$client.err" || fail "$client was not built with $version"
  diff --text "$scratch/today.out" "$scratch/$client.out" > "$scratch/difference" ||
    { fail "$client does not say what one of today says" && head -c 2000 "$scratch/difference"; }
done
[ "$failures" -eq 0 ]
