#!/bin/sh
# The ABI gate: is the library still the one that clients were built against?
#   gate.sh check LIBRARY    compares it with abi/symbols.txt and the accepted baseline
#   gate.sh accept LIBRARY   makes it the baseline
set -eu
export LC_ALL=C

root=$(cd "$(dirname "$0")/../.." && pwd)
baseline=$root/abi/baseline/libunknot-1.0.abi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

refuse() {
  echo "abi gate: $*" >&2
  exit 1
}

# A stripped library would pass any comparison of types.
has_debug_info() {
  readelf --section-headers --wide "$library" | grep -q ' \.debug_info ' || refuse "$library has no .debug_info"
}

exports_what_is_listed() {
  sort --check=silent "$root/abi/symbols.txt" || refuse "abi/symbols.txt is not sorted"
  cut -d ' ' -f 1 "$root/abi/symbols.txt" > "$scratch/listed"
  nm --dynamic --defined-only "$library" | sed '/ A UNKNOT_[0-9.]*$/d; s/^.* //; s/@.*//' | sort > "$scratch/exported"
  # A function's node is that of the version which it came in.
  awk '/^UNKNOT_/ { since = substr($1, 8) } /^    [a-z_]+;$/ { print substr($1, 1, length($1) - 1), since }' \
    "$root/abi/unknot.map" | sort | diff -u "$root/abi/symbols.txt" - >&2 || refuse "abi/unknot.map differs from abi/symbols.txt"
  sed -n 's/^  \([a-z_]*\)$/\1/p' "$root/abi/unknot.def" > "$scratch/def"
  for other in exported def; do
    diff -u "$scratch/listed" "$scratch/$other" >&2 || refuse "symbols: 'listed' is abi/symbols.txt, '$other' differs"
  done
}

depends_on_libc_alone() {
  readelf --dynamic --wide "$library" > "$scratch/dynamic"
  grep -q 'SONAME.*\[libunknot\.so\.1\]' "$scratch/dynamic" || refuse "the SONAME is not libunknot.so.1"
  sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' "$scratch/dynamic" |
    grep -vxE 'libc\.so\.6|libm\.so\.6|ld-linux-x86-64\.so\.2' > "$scratch/needed" || true  # ends 1 if none is left
  [ ! -s "$scratch/needed" ] || refuse "needs more than libc and libm: $(cat "$scratch/needed")"
}

# The public types and functions as text, alike for every build and place.
describe() {
  abidw --exported-interfaces-only --drop-private-types --headers-dir "$root/include/unknot" \
    --no-corpus-path --no-comp-dir-path --no-show-locs --out-file "$1" "$library"
  # A struct that is only declared is alike to any other of its name.
  for struct in unknot_options unknot_call unknot_flag; do
    grep -q "<class-decl name='$struct' size-in-bits=" "$1" || refuse "$struct is not whole in the debug information"
  done
}

matches_baseline() {
  describe "$scratch/now.abi"
  abidiff --no-added-syms "$baseline" "$scratch/now.abi" >&2 || refuse "the ABI differs from the accepted one"
}

[ $# -eq 2 ] || refuse "usage: gate.sh check|accept LIBRARY"
library=$2
has_debug_info
exports_what_is_listed
depends_on_libc_alone
case $1 in
  check) matches_baseline ;;
  accept)
    describe "$scratch/accepted.abi"
    mkdir -p "${baseline%/*}"
    cp "$scratch/accepted.abi" "$baseline"
    ;;
  *) refuse "usage: gate.sh check|accept LIBRARY" ;;
esac
