#!/bin/sh
# run.sh's own test: each way of breaking the programs that were built with 1.0 turns it red, while structs may grow.
#   broken_test.sh CXX CC FOLDER-OF-STATIC-LIBRARIES OBJECT...      the objects of the library
set -eu
cxx=$1 cc=$2 libraries=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

# Objects that know no struct of the header stay as they are.
others=
for object in "$@"; do
  case $object in */engine.cc.* | */result.cc.* | */layout.cc.*) ;; *) others="$others $object" ;; esac
done

# runs NAME EDIT: do the clients run with the library, after a sed script has run over the public header and the map?
runs() {
  folder=$scratch/$1
  mkdir -p "$folder/unknot"
  sed "$2" "$root/include/unknot/unknot.h" > "$folder/unknot/unknot.h"
  sed "$2" "$root/abi/unknot.map" > "$folder/unknot.map"
  # shellcheck disable=SC2086  # the objects are words
  "$cxx" -std=c++20 -O0 -s -fPIC -fvisibility=hidden -shared -DUNKNOT_BUILD -I"$folder" -I"$root/src" -I"$root/abi" \
    "$root/abi/engine.cc" "$root/abi/result.cc" $others "$libraries"/libunknot_engine.a "$libraries"/libunknot_stages.a \
    "$libraries"/libunknot_build_id.a -Wl,-soname,libunknot.so.1 -Wl,--version-script="$folder/unknot.map" \
    -Wl,--exclude-libs,ALL -o "$folder/libunknot.so.1" || { echo "FAILED: $1 cannot be built" && exit 1; }
  "$here/run.sh" "$folder/libunknot.so.1" "$folder" "$cc" > "$scratch/out" 2>&1
}

fail() {
  echo "FAILED: $1"
  cat "$scratch/out"
  failures=$((failures + 1))
}

green() { runs "$@" || fail "$1 should run"; }
red() { ! runs "$@" || fail "$1 should not run"; }

green unaltered ''
green structs_grown 's/^} unknot_\(options\|call\|flag\);/  const char* grown;\n&/'
red member_inserted 's/^  const void\* pack; .*/  const char* inserted;\n&/'
red member_of_another_size 's/int64_t at_unix_seconds;/int32_t at_unix_seconds;/'
red members_swapped 's/const char\* id; /const char* swap;/; s/const char\* title;/const char* id;/; s/const char\* swap;/const char* title;/'
red function_removed '/^    unknot_result_complete;/d'
red version_node_changed 's/^UNKNOT_1.0 {/UNKNOT_2.0 {/'
[ "$failures" -eq 0 ]
