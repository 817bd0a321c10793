#!/bin/sh
# The library shows the host its own functions and nothing else, and brings its C++ with it.
#   hidden_symbols_test.sh LIBRARY
set -eu
export LC_ALL=C
library=$1
readelf --file-header "$library" > /dev/null
failures=0

# none WHAT COMMAND...: fails if the command prints a line.
none() {
  what=$1
  shift
  found=$("$@" || true)  # grep ends with 1 where it finds nothing, which is what is hoped for
  [ -z "$found" ] && return
  echo "FAILED: $what" && echo "$found" | head
  failures=$((failures + 1))
}

exported_beside_unknot() { nm --dynamic --defined-only "$library" | grep -vE ' T unknot_[a-z_]+@@UNKNOT_[0-9.]+$| A UNKNOT_'; }
exported_data() { nm --dynamic --defined-only "$library" | grep -E ' [BDRVuW] '; }
cplusplus_from_outside() { nm --dynamic --undefined-only "$library" | grep -E ' (_Z|__cxa_(throw|begin_catch)|__gxx_|_Unwind_)'; }
own_functions_from_outside() { readelf --relocs --wide "$library" | grep ' unknot_'; }
assertions() { nm --dynamic --undefined-only "$library" | grep __assert_fail; }
text_relocations() { readelf --dynamic --wide "$library" | grep TEXTREL; }
executable_stack() { readelf --program-headers --wide "$library" | grep -E 'GNU_STACK.* RWE '; }

none "exports more than unknot_*" exported_beside_unknot
none "exports data, weak or unique symbols" exported_data
none "takes C++ from the host" cplusplus_from_outside
none "lets another library answer its own calls" own_functions_from_outside
none "ends the host's process where an assertion fails" assertions
none "has text relocations" text_relocations
none "asks for an executable stack" executable_stack
[ "$failures" -eq 0 ]
