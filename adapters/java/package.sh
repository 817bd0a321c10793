#!/usr/bin/env bash
# package.sh FOLDER [PLATFORM=LIBRARY …]: the jar, its sources and its documentation in FOLDER.
# The jar carries each library for its platform, as JNA names it: linux-x86-64, win32-x86-64, win32-x86.
# JNA_JAR says where JNA is; Debian's libjna-java is where it is looked for.
set -euo pipefail
folder=$(realpath -m "$1")
shift
jna=${JNA_JAR:-/usr/share/java/jna.jar}
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$here/pom.xml")
date=2026-01-01T00:00:00Z # of every entry, so that the same sources give the same bytes

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder" "$work/classes" "$work/documentation"
printf 'Automatic-Module-Name: io.unknot\nImplementation-Title: unknot\nImplementation-Version: %s\n' "$version" \
  >"$work/manifest"

# -Xlint:-options: a JDK that is much newer than the level of the language says so at each build.
javac --release 11 -encoding UTF-8 -Xlint:all,-options -Werror -cp "$jna" -d "$work/classes" "$here"/src/io/unknot/*.java
for native in "$@"; do
  place=$work/classes/${native%%=*}
  mkdir -p "$place"
  case $native in
    win32-*) cp "${native#*=}" "$place/unknot.dll" ;;
    *) strip --strip-unneeded -o "$place/libunknot.so" "${native#*=}" ;;
  esac
done
javadoc -quiet -Xdoclint:all -Werror --release 11 -encoding UTF-8 -notimestamp -cp "$jna" -d "$work/documentation" \
  "$here"/src/io/unknot/*.java

# archive NAME FOLDER
archive() {
  (cd "$2" && find . -type f | LC_ALL=C sort | cut -c3- >"$work/files" &&
    jar --create --file "$folder/$1" --manifest "$work/manifest" --date "$date" @"$work/files")
}
archive "unknot-$version.jar" "$work/classes"
archive "unknot-$version-sources.jar" "$here/src"
archive "unknot-$version-javadoc.jar" "$work/documentation"
cp "$here/pom.xml" "$folder/unknot-$version.pom"
