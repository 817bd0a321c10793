#!/bin/sh
# The gate's own test: each way of breaking the ABI turns it red, for the right reason; what clients cannot see does not.
#   gate_test.sh CXX
set -eu
cxx=$1
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

# build NAME EDIT [FLAG...]: the stub, after a sed script has run over it, the public header and the symbol map.
build() {
  folder=$scratch/$1
  edit=$2
  shift 2
  mkdir -p "$folder/unknot"
  sed "$edit" "$root/include/unknot/unknot.h" > "$folder/unknot/unknot.h"
  sed "$edit" "$root/abi/unknot.map" > "$folder/unknot.map"
  sed "$edit" "$here/gate_stub.cc" > "$folder/gate_stub.cc"
  "$cxx" -std=c++20 -g -fPIC -shared -nostdlib -I"$folder" -Wl,-soname,libunknot.so.1 \
    -Wl,--version-script="$folder/unknot.map" -ffile-prefix-map="$folder/=" "$folder/gate_stub.cc" \
    -o "$folder/libunknot.so.1" "$@"
}

fail() {
  echo "FAILED: $1" && cat "$scratch/out"
  failures=$((failures + 1))
}

green() {
  build "$@"
  "$here/gate.sh" check "$scratch/$1/libunknot.so.1" > "$scratch/out" 2>&1 || fail "$1 should pass"
}

# red WHAT-THE-GATE-SAYS NAME EDIT [FLAG...]
red() {
  reason=$1
  shift
  build "$@"
  if "$here/gate.sh" check "$scratch/$1/libunknot.so.1" > "$scratch/out" 2>&1; then
    fail "$1 should not pass"
  elif ! grep -q -e "$reason" "$scratch/out"; then
    fail "$1 should be refused with: $reason"
  fi
}

green unaltered ''
green private_type_grown 's/int nothing;/int nothing; int more;/'

red 'type size changed from 320 to 384' public_struct_grown 's/^} unknot_flag;/  int32_t grown;\n&/'
red 'offset changed from 64 to 96' members_swapped 's/int32_t tier; /int32_t swap;/; s/int32_t possible_tier;/int32_t tier;/; s/int32_t swap;/int32_t possible_tier;/'
red '^-unknot_result_complete$' function_removed '/unknot_result_complete[(;]/d'
red '^+unknot_added$' function_added 's/^const char\* unknot_version() .*/&\nextern "C" void unknot_added() {}/; s/^    unknot_version;/&\n    unknot_added;/'
red 'return type changed' return_type_changed 's/int32_t \(UNKNOT_CALL \)\{0,1\}unknot_result_tier/int64_t \1unknot_result_tier/'
red 'parameter 2 of type' parameter_added 's/\(unknot_result_tier(const unknot_result\*[a-z ]*\))/\1, int32_t added)/'
red '20 Removed' version_node_changed 's/^UNKNOT_1.0 {/UNKNOT_2.0 {/'

red 'SONAME' soname_changed '' -Wl,-soname,libunknot.so.2
red 'needs more than libc and libm: libstdc++' needs_libstdcxx '' -Wl,--no-as-needed -lstdc++
red 'no .debug_info' stripped '' -s

[ "$failures" -eq 0 ]
