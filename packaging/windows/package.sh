#!/usr/bin/env bash
# Makes the archives for Windows from the commit that is checked out, into a folder: package.sh FOLDER.
# The same commit makes the same bytes.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mkdir -p "$1"
dist=$(realpath "$1")
version=$(sed -n 's/^project(unknot VERSION \([0-9.]*\).*/\1/p' "$top/CMakeLists.txt")
commit=${UNKNOT_BUILD_ID:-$(git -C "$top" rev-parse --short=12 HEAD)}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$top" log -1 --format=%ct HEAD)}
export SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
source=$work/unknot-$version
export CCACHE_BASEDIR=$source

fail() { echo "package.sh: $*" >&2; exit 1; }

build() {
  cmake -S "$source" --preset "$1" -DUNKNOT_TESTS=OFF -DUNKNOT_BUILD_ID="$commit" >"$work/log" &&
    cmake --build "$source/build/$1" -j "$(nproc)" -- "${@:2}" >>"$work/log" || { tail -40 "$work/log"; fail "the build of $1"; }
}

archive() {
  local processor=$1 bin=$source/build/windows-$1/bin
  local tree=$work/unknot-$version-windows-$1
  mkdir -p "$tree"/{bin,include/unknot,lib,example,pascal,vb}
  cp "$bin"/{unknot.dll,unknot.exe,unknot_vb.dll} "$tree/bin"
  "$processor-w64-mingw32-strip" --strip-unneeded --enable-deterministic-archives "$tree"/bin/*
  cp "$source"/include/unknot/unknot.{h,hpp} "$tree/include/unknot"
  cp "$bin"/{libunknot.dll.a,unknot.def} "$tree/lib"
  cp "$source"/docs/example.{c,intake.json} "$tree/example"
  cp "$source"/adapters/pascal/{unknot.pas,unknotlibrary.pas,example.pas,README.md} "$tree/pascal"
  cp "$source"/adapters/vb/{Unknot.bas,README.md} "$tree/vb"
  cp "$source/LICENSE" "$tree/LICENSE.txt"
  cp "$source/packaging/windows/README.md" "$tree"
  python3 -B "$top/packaging/windows/zip.py" "$tree" "$dist/$(basename "$tree").zip"
}

for processor in x86_64 i686; do
  command -v "$processor-w64-mingw32-g++-posix" >/dev/null || fail "g++-mingw-w64-${processor/_/-}-posix is not installed"
done
[ -z "$(git -C "$top" status --porcelain)" ] || fail "there are changes that no commit has"
mkdir "$source"
git -C "$top" archive HEAD | tar -x -C "$source"
build release unknot_bundle
for processor in x86_64 i686; do
  build "windows-$processor" unknot unknot_vb
  archive "$processor"
done
