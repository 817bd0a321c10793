// Strict reading of the pack's JSON: every member is asked for by name, and none may be left over.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.h"
#include "base/limits.h"
#include "pack/json.h"

namespace unknot::pack {

[[noreturn]] inline void refuse(ProblemCode code, std::string pointer, std::string expected) {
  fail(Status::pack, code, std::move(pointer), std::move(expected));
}

class Members {
 public:
  // `value` outlives this object. Fails unless it is an object.
  Members(const Json& value, std::string pointer);

  const std::string& pointer() const { return pointer_; }
  std::string pointer_to(std::string_view name) const;

  // nullptr if absent. Both mark the member as read.
  const Json* find(std::string_view name);
  const Json& get(std::string_view name);

  std::string text(std::string_view name);                // not empty
  std::string text_or_empty(std::string_view name);       // absent or null: ""
  std::vector<std::string> texts(std::string_view name);  // absent: none
  std::int32_t integer(std::string_view name);
  bool flag(std::string_view name);  // absent: false
  std::span<const Json> list(std::string_view name);
  Members object(std::string_view name);

  // A member that was not asked for; nullptr if there is none.
  const Json::Member* left_over() const;

  // Fails if a member was not asked for.
  void finish() const;

 private:
  const Json& value_;
  std::string pointer_;
  std::vector<bool> read_;  // by member
};

// GCOVR_EXCL_BR_START: gcovr counts what may throw as a branch in each copy of a template that never refuses.
// The text that `value` is. Fails, where `pointer` says by being called, unless it is one of at most 4096 bytes.
template <typename Pointer>
std::string_view string_at(const Json& value, const Pointer& pointer) {
  if (!value.is_string()) refuse(ProblemCode::wrong_type, pointer(), "a text");
  if (value.text().size() > limits::text_bytes) refuse(ProblemCode::too_long, pointer(), "at most 4096 bytes");
  return value.text();
}
// GCOVR_EXCL_BR_STOP

}  // namespace unknot::pack
