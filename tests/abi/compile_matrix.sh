#!/bin/sh
# The public headers compile alone and twice, without a warning, in every standard that they promise.
#   compile_matrix.sh [COMPILER...]      gcc and clang-16, unless named
set -eu
[ $# -gt 0 ] || set -- gcc clang-16
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

for header in unknot.h unknot.hpp; do
  for extension in c cc; do
    printf '#include <unknot/%s>\n#include <unknot/%s>\nextern int not_empty;\n' $header $header > "$scratch/$header.$extension"
  done
done

# compile FILE STANDARD [FLAG...]
compile() {
  file=$1 standard=$2
  shift 2
  "$compiler" -std="$standard" -pedantic-errors -Wall -Wextra -Werror -fsyntax-only -I"$root/include" "$@" "$file" && return
  echo "FAILED: $compiler -std=$standard $* $(basename "$file")"
  failures=$((failures + 1))
}

for compiler in "$@"; do
  for standard in c89 c99 c11 c17; do
    compile "$scratch/unknot.h.c" "$standard" -Wstrict-prototypes -Wmissing-prototypes -Wc++-compat
    compile "$scratch/unknot.h.c" "$standard" -fshort-enums
    compile "$scratch/unknot.h.c" "$standard" -m32 -ffreestanding  # freestanding: no 32-bit C library is needed
  done
  for standard in c++98 c++11 c++14 c++17 c++20; do
    compile "$scratch/unknot.h.cc" "$standard" -Wold-style-cast -Wzero-as-null-pointer-constant
    compile "$scratch/unknot.h.cc" "$standard" -fshort-enums -fno-exceptions -fno-rtti
    compile "$scratch/unknot.h.cc" "$standard" -m32 -ffreestanding
  done
  for standard in c++17 c++20; do
    compile "$scratch/unknot.hpp.cc" "$standard" -Wconversion -Wshadow -Wold-style-cast
  done
  compile "$root/abi/layout.cc" c++20 -m32 -ffreestanding
  compile "$root/abi/layout.cc" c++20 -m32 -ffreestanding -fshort-enums
done

[ "$failures" -eq 0 ]
