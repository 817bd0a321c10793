#include "pack/members.h"

#include <algorithm>
#include <bit>

namespace unknot::pack {

namespace {

constexpr std::size_t bits = 64;

}  // namespace

std::string_view string_at(const Json& value, const JsonPointer& pointer) {
  if (!value.is_string()) refuse(ProblemCode::wrong_type, pointer, "a text");
  if (value.text().size() > limits::text_bytes) refuse(ProblemCode::too_long, pointer, "at most 4096 bytes");
  return value.text();
}

Members::Members(const Json& value, const JsonPointer& pointer) : value_(value), pointer_(pointer) {
  if (!value_.is_object()) refuse(ProblemCode::wrong_type, pointer_, "an object");
  if (value_.members().size() > bits) read_more_.resize(value_.members().size() - bits);
}

const Json* Members::find(std::string_view name) {
  const Json::Member* found = value_.member(name);
  if (found == nullptr) return nullptr;
  const auto index = static_cast<std::size_t>(found - value_.members().data());
  if (index < bits) {
    read_ |= std::uint64_t{1} << index;
  } else {
    read_more_[index - bits] = true;
  }
  return &found->value;
}

const Json& Members::get(std::string_view name) {
  const Json* found = find(name);
  if (found == nullptr) refuse(ProblemCode::missing_member, pointer_, std::string(name));
  return *found;
}

std::string_view Members::text(std::string_view name) {
  const std::string_view value = string_at(get(name), pointer_to(name));
  if (value.empty()) refuse(ProblemCode::out_of_range, pointer_to(name), "a text that is not empty");
  return value;
}

std::string_view Members::text_or_empty(std::string_view name) {
  const Json* found = find(name);
  if (found == nullptr || found->is_null()) return {};
  return string_at(*found, pointer_to(name));
}

std::vector<std::string> Members::texts(std::string_view name) {
  std::vector<std::string> all;
  if (value_.find(name) == nullptr) return all;
  for (const Json& entry : list(name)) all.emplace_back(string_at(entry, pointer_to(name)));
  return all;
}

std::int32_t Members::integer(std::string_view name) {
  const std::optional<std::int64_t> number = get(name).integer();
  constexpr std::int64_t bound = 1'000'000;
  if (!number) refuse(ProblemCode::wrong_type, pointer_to(name), "an integer");
  if (*number < -bound || *number > bound) refuse(ProblemCode::out_of_range, pointer_to(name), "at most 1000000");
  return static_cast<std::int32_t>(*number);
}

Members Members::object(std::string_view name) { return {get(name), pointer_to(name)}; }

bool Members::flag(std::string_view name) {
  const Json* found = find(name);
  if (found == nullptr) return false;
  if (!found->is_boolean()) refuse(ProblemCode::wrong_type, pointer_to(name), "true or false");
  return found->is_true();
}

std::span<const Json> Members::list(std::string_view name) {
  const Json& value = get(name);
  if (!value.is_array()) refuse(ProblemCode::wrong_type, pointer_to(name), "a list");
  return value.entries();
}

const Json::Member* Members::left_over() const {
  const std::span<const Json::Member> all = value_.members();
  const auto first = static_cast<std::size_t>(std::countr_one(read_));
  if (first < std::min(all.size(), bits)) return &all[first];
  const auto unread = std::find(read_more_.begin(), read_more_.end(), false);
  return unread == read_more_.end() ? nullptr : &all[bits + static_cast<std::size_t>(unread - read_more_.begin())];
}

void Members::finish() const {
  const Json::Member* const unread = left_over();
  if (unread != nullptr) refuse(ProblemCode::unknown_member, pointer_to(unread->name), "no such member");
}

}  // namespace unknot::pack
