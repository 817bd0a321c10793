#!/usr/bin/env bash
# Makes all that is handed out, from the commit that is checked out, into a folder: package.sh FOLDER.
# The same commit on the same machine makes the same bytes, wherever the sources lie.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "$1"
dist=$(realpath "$1")
commit=$(git -C "$top" rev-parse --short=12 HEAD)
version=$(sed -n 's/^project(unknot VERSION \([0-9.]*\).*/\1/p' "$top/CMakeLists.txt")
SOURCE_DATE_EPOCH=$(git -C "$top" log -1 --format=%ct HEAD)
export SOURCE_DATE_EPOCH UNKNOT_BUILD_ID=$commit
CCACHE_DIR=$(ccache -k cache_dir)  # debhelper gives the build another home
export UNKNOT_COMPILER_LAUNCHER=ccache CCACHE_DIR
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
source=$work/unknot-$version
export CCACHE_BASEDIR=$source

fail() { echo "package.sh: $*" >&2; exit 1; }

[ -z "$(git -C "$top" status --porcelain)" ] || fail "there are changes that no commit has"
[ "$(dpkg-parsechangelog -l "$top/packaging/debian/changelog" -S Version)" = "$version" ] ||
  fail "packaging/debian/changelog is of another version than CMakeLists.txt"
rm -f "$dist"/*
mkdir "$source"
git -C "$top" archive HEAD | tar -x -C "$source"

# What any Linux of this processor can unpack and use, wherever it is put.
tree() {
  local tree=$work/tree/unknot-$version-linux-$(uname -m)
  cmake -S "$source" --preset release -DUNKNOT_TESTS=OFF -DUNKNOT_BUILD_ID="$commit" >/dev/null
  cmake --build "$source/build/release" -j "$(nproc)" >"$work/tree.log" || { tail -40 "$work/tree.log"; fail "the build"; }
  cmake --install "$source/build/release" --strip --prefix "$tree" >/dev/null
  cp "$source"/{LICENSE,README.md,CHANGELOG.md} "$source/packaging/debian/copyright" "$tree"
  cp -r "$source/docs" "$tree/share/doc/unknot/"
  local newest
  newest=$(objdump -T "$tree"/bin/* "$tree"/lib/*.so.1 | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -1)
  [ -n "$newest" ] || fail "no version of glibc was found in the binaries"
  printf 'Needs glibc %s or newer, read from the symbols that these binaries ask for.\n' "${newest#GLIBC_}" >"$tree/REQUIRES"
  tar -C "$work/tree" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
    --mode=u+rwX,go+rX,go-w -cf - "$(basename "$tree")" | gzip -9n >"$dist/$(basename "$tree").tar.gz"
  hardening "$tree"
  node "$top/packaging/sbom/make.mjs" "$version" "$commit" "$SOURCE_DATE_EPOCH" "$tree" >"$dist/unknot-$version.cdx.json"
}

# Position-independent, stack protected, checked string functions, read-only relocations, bound at the start.
hardening() {
  local binary
  for binary in "$1"/bin/* "$1"/lib/*.so.1; do
    hardening-check --nocfprotection --quiet "$binary" || fail "$binary lacks hardening"
  done
}

debian() {
  cp -r "$source/packaging/debian" "$source/debian"
  (cd "$source" && dpkg-buildpackage --build=binary --no-sign --jobs="$(nproc)" >"$work/debian.log" 2>&1) ||
    { tail -40 "$work/debian.log"; fail "dpkg-buildpackage"; }
  rm -f "$work"/*-dbgsym_*.deb
  lintian --fail-on error "$work"/*.deb
  mv "$work"/*.deb "$dist"
}

# What programs in each language are built with, each with the library inside, and the DLLs.
adapters() {
  local library=$work/tree/unknot-$version-linux-$(uname -m)/lib/libunknot.so.1 adapters=$source/adapters
  local processor dll
  for processor in x86_64 i686; do
    dll=unknot-$version-windows-$processor
    python3 -m zipfile -e "$dist/$dll.zip" "$work"
    python3 -B "$adapters/python/build_wheel.py" "$work/$dll/bin/unknot.dll" "$dist"
  done
  local x64=$work/unknot-$version-windows-x86_64/bin/unknot.dll x86=$work/unknot-$version-windows-i686/bin/unknot.dll
  python3 -B "$adapters/python/build_wheel.py" "$library" "$dist"
  node "$adapters/node/build_package.js" "$library" "$dist" "win32-x64=$x64" "win32-ia32=$x86"
  "$adapters/java/package.sh" "$dist" "linux-x86-64=$library" "win32-x86-64=$x64" "win32-x86=$x86"
  python3 -B "$adapters/dotnet/package.py" "$dist" "linux-x64=$library" "win-x64=$x64" "win-x86=$x86"
  "$adapters/php/package.sh" "$dist"
}

tree
"$top/packaging/windows/package.sh" "$dist"
adapters
debian
(cd "$dist" && sha256sum -- * >SHA256SUMS)
ls -l "$dist"
