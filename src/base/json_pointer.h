// Where a value stands in a JSON text (RFC 6901).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace unknot {

// Written out only where something is wrong. Refers to its parent and to its name, which outlive it.
class JsonPointer {
 public:
  static constexpr std::size_t no_index = ~std::size_t{0};

  constexpr JsonPointer(const char* root) : name_(root) {}
  explicit constexpr JsonPointer(std::string_view root) : name_(root) {}

  JsonPointer member(std::string_view name, std::size_t index = no_index) const { return {*this, name, index}; }

  std::string text() const {
    if (parent_ == nullptr) return std::string(name_);
    std::string whole = (parent_->text() += '/') += name_;
    if (index_ != no_index) (whole += '/') += std::to_string(index_);
    return whole;
  }

 private:
  JsonPointer(const JsonPointer& parent, std::string_view name, std::size_t index)
      : parent_(&parent), name_(name), index_(index) {}

  const JsonPointer* parent_ = nullptr;
  std::string_view name_;
  std::size_t index_ = no_index;  // in the list of that name
};

}  // namespace unknot
