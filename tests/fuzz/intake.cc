// Any bytes as an intake of the built-in pack: refused with a reason, or assessed with all documents whole.
#include "target.h"

using namespace unknot_fuzz;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static unknot_engine* const engine = [] {
    unknot_engine* opened = nullptr;
    require(unknot_engine_open(nullptr, &opened) == UNKNOT_OK, "the built-in pack opens");
    return opened;
  }();
  const std::string_view intake(reinterpret_cast<const char*>(data), size);
  const std::int32_t status = check_assess(engine, size == 0 ? std::string_view("") : intake);
  require(status == UNKNOT_OK || status == UNKNOT_E_INTAKE, "an intake is assessed or refused");
  return 0;
}
