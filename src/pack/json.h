// A pack's JSON as an immutable tree of views into its document's memory.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/failure.h"
#include "base/limits.h"

namespace unknot::pack {

// Valid as long as its document. What is asked of a value of another type is empty, absent or null, never an error.
class Json {
 public:
  struct Member;

  Json() = default;  // null
  static Json boolean(bool value) { return {Type::boolean, value ? 1u : 0u, nullptr}; }
  static Json number(std::string_view digits) { return {Type::number, digits.size(), digits.data()}; }
  static Json string(std::string_view text) { return {Type::string, text.size(), text.data()}; }
  static Json array(std::span<const Json> entries) { return {Type::array, entries.size(), entries.data()}; }
  static Json object(std::span<const Member> members);  // sorted by name, each name once

  bool is_null() const { return type_ == Type::null; }
  bool is_boolean() const { return type_ == Type::boolean; }
  bool is_number() const { return type_ == Type::number; }
  bool is_string() const { return type_ == Type::string; }
  bool is_array() const { return type_ == Type::array; }
  bool is_object() const { return type_ == Type::object; }

  bool is_true() const { return is_boolean() && size_ != 0; }
  std::string_view text() const;                // of a string; a number as it was written
  std::optional<std::int64_t> integer() const;  // of a number without fraction or exponent; held to the type's range
  std::span<const Json> entries() const;        // of an array
  std::span<const Member> members() const;      // of an object, sorted by name
  const Member* member(std::string_view name) const;
  const Json* find(std::string_view name) const;
  const Json& operator[](std::string_view name) const;

 private:
  enum class Type : std::uint8_t { null, boolean, number, string, array, object };
  Json(Type type, std::size_t size, const void* data)
      : data_(data), size_(static_cast<std::uint32_t>(size)), type_(type) {}

  const void* data_ = nullptr;
  std::uint32_t size_ = 0;  // a document has at most 16 MiB
  Type type_ = Type::null;
};

struct Json::Member {
  std::string_view name;
  Json value;
};

// The JSON on one line, members sorted by name: what a pack's hash is made of.
std::string compact(const Json& json);

// `over` laid over `under`: objects member by member, anything else replaced, null removing (RFC 7396).
Json merge(const Json& under, const Json& over, std::pmr::memory_resource& memory);

// The object with `value` at the end of `path`; objects that are missing on the way are added.
Json with(const Json& object, std::span<const std::string_view> path, const Json& value,
          std::pmr::memory_resource& memory);

// A list or a text of their own, kept in `memory`; a NUL follows the text, as it follows a document's.
Json list_of(std::span<const Json> entries, std::pmr::memory_resource& memory);
Json text_of(std::string_view text, std::pmr::memory_resource& memory);

// What a JSON text is held to, and which call it fails.
struct JsonLimits {
  Status status = Status::pack;
  std::size_t bytes = limits::pack_bytes;
  int depth = limits::pack_depth;
};

// Throws a Failure at `pointer` unless `bytes` is one JSON value in UTF-8, no member twice, within the limits. The tree
// and its texts live in `memory`.
Json parse_json(std::string_view bytes, std::string_view pointer, const JsonLimits& json_limits,
                std::pmr::memory_resource& memory);

class JsonDocument {
 public:
  // Throws as parse_json does.
  explicit JsonDocument(std::string_view bytes, std::string_view pointer = {})
      : root_(parse_json(bytes, pointer, {}, memory_)) {}  // GCOVR_EXCL_BR_LINE: what is undone if it throws

  const Json& root() const { return root_; }
  std::pmr::memory_resource& memory() { return memory_; }

 private:
  Arena memory_;
  Json root_;
};

}  // namespace unknot::pack
