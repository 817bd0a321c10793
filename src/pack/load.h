// Opens a pack: reads it, compiles it, and checks it whole.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "pack/pack.h"

namespace unknot::pack {

// From the pack as one JSON file, and a site's overlay as another. Throws a Failure (Status::pack) at the first thing
// that is wrong with either. With a `sha256` the pack's bytes are not copied: they must stay. An empty one is made.
std::shared_ptr<const Pack> load(std::string_view json, std::string_view sha256 = {},
                                 std::optional<std::string_view> overlay = std::nullopt);

// The built-in pack. Its hash was made when it was bundled: to make it anew is half of the work of opening it.
std::shared_ptr<const Pack> load_embedded(std::optional<std::string_view> overlay = std::nullopt);

// The one-file form of a pack's folder, or the bytes of a file: what `load` takes.
// Throws a Failure (Status::io) if something cannot be read.
std::string read_files(const std::string& path);
std::string read_overlay_files(const std::string& path);

// The built-in pack, in one-file form.
std::string_view embedded();

// The pack as it was loaded, as compact JSON; conditions in a JSON form of the compiled logic.
std::string show(const Pack& pack);

}  // namespace unknot::pack
