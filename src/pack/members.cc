#include "pack/members.h"

#include <algorithm>

namespace unknot::pack {

Members::Members(const Json& value, std::string pointer) : value_(value), pointer_(std::move(pointer)) {
  if (!value_.is_object()) refuse(ProblemCode::wrong_type, pointer_, "an object");
  read_.resize(value_.members().size());
}

std::string Members::pointer_to(std::string_view name) const { return pointer_ + '/' + std::string(name); }

const Json* Members::find(std::string_view name) {
  const Json::Member* found = value_.member(name);
  if (found == nullptr) return nullptr;
  read_[static_cast<std::size_t>(found - value_.members().data())] = true;
  return &found->value;
}

const Json& Members::get(std::string_view name) {
  const Json* found = find(name);
  if (found == nullptr) refuse(ProblemCode::missing_member, pointer_, std::string(name));
  return *found;
}

std::string Members::text(std::string_view name) {
  const std::string_view value = string_at(get(name), [&] { return pointer_to(name); });
  if (value.empty()) refuse(ProblemCode::out_of_range, pointer_to(name), "a text that is not empty");
  return std::string(value);
}

std::string Members::text_or_empty(std::string_view name) {
  const Json* found = find(name);
  if (found == nullptr || found->is_null()) return {};
  return std::string(string_at(*found, [&] { return pointer_to(name); }));
}

std::vector<std::string> Members::texts(std::string_view name) {
  std::vector<std::string> all;
  if (value_.find(name) == nullptr) return all;
  for (const Json& entry : list(name)) all.emplace_back(string_at(entry, [&] { return pointer_to(name); }));
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
  const auto unread = std::find(read_.begin(), read_.end(), false);
  return unread == read_.end() ? nullptr : &value_.members()[static_cast<std::size_t>(unread - read_.begin())];
}

void Members::finish() const {
  const Json::Member* const unread = left_over();
  if (unread != nullptr) refuse(ProblemCode::unknown_member, pointer_to(unread->name), "no such member");
}

}  // namespace unknot::pack
