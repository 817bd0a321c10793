#!/bin/sh
# The first C example of README.md is docs/example.c, compiles without a warning, and does what it says.
#   readme_example_test.sh LIBRARY CC
set -eu
library=$1 cc=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() {
  echo "FAILED: $*" && exit 1
}

awk '/^```/ && inside { exit } inside { print } /^```c$/ { inside = 1 }' "$root/README.md" > "$scratch/example.c"
diff -u "$root/docs/example.c" "$scratch/example.c" || fail "README.md does not hold docs/example.c"
[ "$(wc -l < "$scratch/example.c")" -le 25 ] || fail "the example has more than 25 lines"

"$cc" -std=c99 -pedantic-errors -Wall -Wextra -Wconversion -Werror -I"$root/include" "$scratch/example.c" "$library" \
  -Wl,-rpath,"$(dirname "$library")" -o "$scratch/example"
(cd "$scratch" && ./example > out) || fail "the example ended with $?"
grep -q '^tier [1-5], complete 0$' "$scratch/out" || fail "it printed: $(cat "$scratch/out")"
[ "$(wc -l < "$scratch/out")" -gt 1 ] || fail "it printed no flag, though most answers are missing"
head -c 15 "$scratch/handout.html" | grep -qi '<!doctype html>' || fail "handout.html is not the handout"
