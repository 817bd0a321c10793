// Strict reading of the pack's JSON: every member is asked for by name, and none may be left over.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.h"
#include "base/json_pointer.h"
#include "base/limits.h"
#include "pack/json.h"

namespace unknot::pack {

[[noreturn]] inline void refuse(ProblemCode code, const JsonPointer& pointer, std::string expected) {
  fail(Status::pack, code, pointer.text(), std::move(expected));  // GCOVR_EXCL_BR_LINE: if memory runs out
}

// The text that `value` is. Fails unless it is one of at most 4096 bytes.
std::string_view string_at(const Json& value, const JsonPointer& pointer);

class Members {
 public:
  // `value` and what `pointer` refers to outlive this object. Fails unless it is an object.
  Members(const Json& value, const JsonPointer& pointer);
  Members(const Members&) = delete;
  Members& operator=(const Members&) = delete;

  const JsonPointer& pointer() const { return pointer_; }
  JsonPointer pointer_to(std::string_view name) const { return pointer_.member(name); }
  JsonPointer pointer_to(std::string_view list, std::size_t index) const { return pointer_.member(list, index); }

  // nullptr if absent. Both mark the member as read.
  const Json* find(std::string_view name);
  const Json& get(std::string_view name);

  std::string_view text(std::string_view name);           // not empty
  std::string_view text_or_empty(std::string_view name);  // absent or null: ""
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
  JsonPointer pointer_;
  std::uint64_t read_ = 0;       // by member, of the first 64
  std::vector<bool> read_more_;  // of the others
};

}  // namespace unknot::pack
