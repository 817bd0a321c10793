// A site's overlay: what it adds to a pack, and what it makes stricter. Nothing in its form can remove or replace.
#pragma once

#include <memory_resource>
#include <string>
#include <string_view>

#include "pack/json.h"

namespace unknot::pack {

// Where an overlay's own problems point to.
inline constexpr std::string_view overlay_pointer = "/overlay";

// The pack with the overlay laid over it, in the form of a pack, to be checked as any other. `pack` is sound by itself.
// Throws a Failure at what would weaken the pack, clashes with it or was not checked with it.
Json overlaid(const Json& pack, const Json& overlay, std::pmr::memory_resource& memory);

// The texts of the pack with those of the overlay.
Json overlaid_texts(const Json& pack, const Json& overlay, std::pmr::memory_resource& memory);

// Where in the overlay stands what a problem with the whole points to.
std::string pointer_in_overlay(std::string_view pointer, const Json& pack);

}  // namespace unknot::pack
