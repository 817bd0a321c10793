// Something that is made when it is first asked for.
#pragma once

#include <functional>
#include <mutex>
#include <optional>

namespace unknot::service {

// Made once, by whichever thread asks first; if that fails, the next one tries again.
template <typename Thing>
class Lazy {
 public:
  explicit Lazy(std::function<Thing()> make) : make_(std::move(make)) {}

  // Throws what making it throws.
  const Thing& operator*() const {
    std::call_once(once_, [this] { thing_.emplace(make_()); });
    return *thing_;
  }
  const Thing* operator->() const { return &**this; }

 private:
  std::function<Thing()> make_;
  mutable std::once_flag once_;
  mutable std::optional<Thing> thing_;
};

}  // namespace unknot::service
