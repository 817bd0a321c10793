#include "render/buffer.h"

#include <algorithm>

namespace unknot::render {

void Buffer::grow(std::size_t needed) {
  const auto used = static_cast<std::size_t>(end_ - begin_);
  if (begin_ != nullptr) {
    limit_ = begin_ + memory_.extend(begin_, static_cast<std::size_t>(limit_ + 1 - begin_)) - 1;
    if (static_cast<std::size_t>(limit_ - end_) >= needed) return;
  }
  const std::size_t size = std::max(used + needed, used * 2);
  auto* larger = static_cast<char*>(memory_.allocate(size + 1, 1));
  if (used > 0) std::memcpy(larger, begin_, used);
  begin_ = larger;
  end_ = larger + used;
  limit_ = larger + size;
}

}  // namespace unknot::render
