#!/bin/sh
# The same intakes give the same bytes: run to run, in every locale, from every library given.
# same_bytes.sh DUMP_PROGRAM LIBRARY...
# Needs the sources of the locales (Debian: locales).
set -eu
dump=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

export LOCPATH="$work"
for place in de_DE tr_TR; do
  localedef -i "$place" -f UTF-8 "$work/$place.UTF-8"
done

hash_of() {  # LOCALE LIBRARY
  LC_ALL=$1 LANG=$1 "$dump" "$2" "$here"/../golden/*.intake.json >"$work/documents"
  sha256sum <"$work/documents" | cut -c1-64
}

same=yes
first=
for library in "$@"; do
  for locale in C C de_DE.UTF-8 tr_TR.UTF-8; do
    hash=$(hash_of "$locale" "$library")
    first=${first:-$hash}
    verdict=same
    if [ "$hash" != "$first" ]; then
      verdict=DIFFERENT
      same=no
    fi
    printf '%-12s %.16s  %-9s  %s\n' "$locale" "$hash" "$verdict" "$library"
  done
done
[ "$same" = yes ] && [ -n "$first" ]
