#!/bin/sh
# The module shows its one function and nothing else.  hidden_symbols_test.sh MODULE
set -eu
found=$(nm --dynamic --defined-only --format=posix "$1" | cut -d ' ' -f 1)
[ "$found" = unknot_pdf_write_1 ] || { echo "FAILED: exports $found"; exit 1; }
