#include "base/version.h"

namespace unknot {

const char* build_id() {
  return
#include "build_id.inc"
      ;
}

}  // namespace unknot
