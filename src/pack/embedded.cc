#include "pack/load.h"

extern "C" const char unknot_embedded_pack_begin[];
extern "C" const char unknot_embedded_pack_end[];

namespace unknot::pack {

namespace {

// The bundle is the pack's hash, in hexadecimal digits, then the pack.
constexpr std::size_t hash_size = 64;

std::string_view bundle() {
  return {unknot_embedded_pack_begin, static_cast<std::size_t>(unknot_embedded_pack_end - unknot_embedded_pack_begin)};
}

}  // namespace

std::string_view embedded() { return bundle().substr(hash_size); }

std::shared_ptr<const Pack> load_embedded(std::optional<std::string_view> overlay) {
  return load(embedded(), bundle().substr(0, hash_size), overlay);
}

}  // namespace unknot::pack
