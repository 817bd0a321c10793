#!/bin/sh
# From the installed tree alone, a C99 program, a C++17 program and a CMake project do the whole path.
#   install_test.sh BUILD-FOLDER CC CXX
set -eu
build=$1 cc=$2 cxx=$3
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cmake --install "$build" --prefix "$scratch/first" > "$scratch/log" || { cat "$scratch/log" && exit 1; }
# The tree may be moved: nothing in it knows its place.
mv "$scratch/first" "$scratch/moved"
prefix=$scratch/moved
if grep -rlI -e "$scratch/first" -e "$(cd "$here/../.." && pwd)" "$prefix"; then
  echo "FAILED: these installed files name a folder of the build machine" && exit 1
fi

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name unknot.pc)")
libraries=$(dirname "$(find "$prefix" -name libunknot.so)")
export PKG_CONFIG_PATH
flags=$(pkg-config --cflags --libs unknot)

# run PROGRAM: it prints what its intake must bring, and finds the library where it was built against.
run() {
  (cd "$scratch" && "$@" > out) || { echo "FAILED: $1 ended with $?" && exit 1; }
  grep -q '^emergency neurological' "$scratch/out" || { echo "FAILED: $1 printed:" && cat "$scratch/out" && exit 1; }
}

# shellcheck disable=SC2086  # the flags are words
"$cc" -std=c99 -pedantic-errors -Wall -Wextra -Werror "$here/install/whole_path.c" $flags -Wl,-rpath,"$libraries" -o "$scratch/c99"
run "$scratch/c99"
# shellcheck disable=SC2086
"$cxx" -std=c++17 -pedantic-errors -Wall -Wextra -Werror "$here/install/whole_path.cc" $flags -Wl,-rpath,"$libraries" -o "$scratch/cxx17"
run "$scratch/cxx17"

{
  cmake -S "$here/install" -B "$scratch/project" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$cc" \
    -DCMAKE_CXX_COMPILER="$cxx" && cmake --build "$scratch/project"
} > "$scratch/log" || { cat "$scratch/log" && exit 1; }
run "$scratch/project/whole_path_c"
run "$scratch/project/whole_path_cxx"

"$prefix/bin/unknot" --version > "$scratch/out" || { echo "FAILED: the installed command does not run" && exit 1; }
