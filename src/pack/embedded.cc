#include "pack/load.h"

extern "C" const char unknot_embedded_pack_begin[];
extern "C" const char unknot_embedded_pack_end[];

namespace unknot::pack {

std::string_view embedded() {
  return {unknot_embedded_pack_begin, static_cast<std::size_t>(unknot_embedded_pack_end - unknot_embedded_pack_begin)};
}

}  // namespace unknot::pack
