// What a client compiled into itself and no later library may change: the layout of the structs, and the numbers of
// the codes.
#include <stddef.h>
#include <unknot/unknot.h>

// 32-bit layout is checked without a C++ library: this file alone, freestanding.
#if __STDC_HOSTED__
#include "base/failure.h"
#include "base/version.h"
#include "pack/pack.h"
#endif

namespace {

// On 64 bits, else on 32.
constexpr size_t either(size_t on_64, size_t on_32) { return sizeof(void*) == 8 ? on_64 : on_32; }

static_assert(sizeof(void*) == 8 || sizeof(void*) == 4);
static_assert(sizeof(size_t) == sizeof(void*));

static_assert(sizeof(unknot_options) == either(72, 40));
static_assert(offsetof(unknot_options, struct_size) == 0);
static_assert(offsetof(unknot_options, reserved) == 4);
static_assert(offsetof(unknot_options, pack_path) == 8);
static_assert(offsetof(unknot_options, pack) == either(16, 12));
static_assert(offsetof(unknot_options, pack_size) == either(24, 16));
static_assert(offsetof(unknot_options, overlay_path) == either(32, 20));
static_assert(offsetof(unknot_options, overlay) == either(40, 24));
static_assert(offsetof(unknot_options, overlay_size) == either(48, 28));
static_assert(offsetof(unknot_options, pdf_module) == either(56, 32));
static_assert(offsetof(unknot_options, min_pack_version) == either(64, 36));

static_assert(sizeof(unknot_call) == 16);
static_assert(offsetof(unknot_call, struct_size) == 0);
static_assert(offsetof(unknot_call, reserved) == 4);
static_assert(offsetof(unknot_call, at_unix_seconds) == 8);

static_assert(sizeof(unknot_flag) == either(40, 28));
static_assert(offsetof(unknot_flag, struct_size) == 0);
static_assert(offsetof(unknot_flag, status) == 4);
static_assert(offsetof(unknot_flag, tier) == 8);
static_assert(offsetof(unknot_flag, possible_tier) == 12);
static_assert(offsetof(unknot_flag, id) == 16);
static_assert(offsetof(unknot_flag, title) == either(24, 20));
static_assert(offsetof(unknot_flag, reason) == either(32, 24));

static_assert(UNKNOT_FLAG_NONE == 0 && UNKNOT_FLAG_CLEAR == 1 && UNKNOT_FLAG_OPEN == 2 && UNKNOT_FLAG_RAISED == 3);

#if __STDC_HOSTED__
template <typename Code>
constexpr bool pinned(int in_header, Code in_engine, int number) {
  return in_header == number && static_cast<int>(in_engine) == number;
}

using unknot::Status;
static_assert(pinned(UNKNOT_OK, Status::ok, 0));
static_assert(pinned(UNKNOT_E_ARGUMENT, Status::argument, 1));
static_assert(pinned(UNKNOT_E_INTAKE, Status::intake, 2));
static_assert(pinned(UNKNOT_E_PACK, Status::pack, 3));
static_assert(pinned(UNKNOT_E_IO, Status::io, 4));
static_assert(pinned(UNKNOT_E_UNSUPPORTED, Status::unsupported, 5));
static_assert(pinned(UNKNOT_E_MEMORY, Status::memory, 6));
static_assert(pinned(UNKNOT_E_INTERNAL, Status::internal, 7));

using unknot::pack::Tier;
static_assert(pinned(UNKNOT_TIER_NONE, Tier::none, 0));
static_assert(pinned(UNKNOT_TIER_SELF_CARE, Tier::self_care, 1));
static_assert(pinned(UNKNOT_TIER_ROUTINE, Tier::routine, 2));
static_assert(pinned(UNKNOT_TIER_SOON, Tier::soon, 3));
static_assert(pinned(UNKNOT_TIER_SAME_DAY, Tier::same_day, 4));
static_assert(pinned(UNKNOT_TIER_EMERGENCY, Tier::emergency, 5));

// The engine's own version is the header's.
#define UNKNOT_TEXT_OF(number) #number
#define UNKNOT_DOTTED(major, minor, patch) UNKNOT_TEXT_OF(major) "." UNKNOT_TEXT_OF(minor) "." UNKNOT_TEXT_OF(patch)
static_assert(std::string_view(unknot::version) ==
              UNKNOT_DOTTED(UNKNOT_VERSION_MAJOR, UNKNOT_VERSION_MINOR, UNKNOT_VERSION_PATCH));
#endif

}  // namespace
