#include <unknot/unknot.h>

#include <cstdint>

#include "base/version.h"

const char* UNKNOT_CALL unknot_status_name(std::int32_t status) noexcept {
  switch (status) {
    case UNKNOT_OK: return "ok";
    case UNKNOT_E_ARGUMENT: return "argument";
    case UNKNOT_E_INTAKE: return "intake";
    case UNKNOT_E_PACK: return "pack";
    case UNKNOT_E_IO: return "io";
    case UNKNOT_E_UNSUPPORTED: return "unsupported";
    case UNKNOT_E_MEMORY: return "memory";
    case UNKNOT_E_INTERNAL: return "internal";
    default: return "unknown";
  }
}

const char* UNKNOT_CALL unknot_version(void) noexcept { return unknot::version; }

const char* UNKNOT_CALL unknot_build_id(void) noexcept { return unknot::build_id(); }
