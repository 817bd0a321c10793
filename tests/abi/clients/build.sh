#!/bin/sh
# Builds the client that is kept of a version: build.sh SOURCE INCLUDE LIBRARY CLIENT
# INCLUDE and LIBRARY are that version's. What is kept is not built anew.
set -eu
[ $# -eq 4 ] || { echo "usage: build.sh SOURCE INCLUDE LIBRARY CLIENT" >&2; exit 64; }
[ ! -e "$4" ] || { echo "build.sh: $4 is kept as it is" >&2; exit 1; }
gcc -std=c89 -pedantic-errors -Wall -Wextra -Werror -Os -s -fno-asynchronous-unwind-tables -I"$2" "$1" "$3" \
  -Wl,-z,noseparate-code -Wl,--build-id=none -o "$4"
