#include "base/name_table.h"

namespace unknot {

int NameTable::add(std::string_view name) {
  if (find(name) != missing) return missing;
  const int index = static_cast<int>(names_.size());
  names_.emplace_back(name);
  if (names_.size() * 2 > slots_.size()) {
    grow();
  } else {
    place(index);
  }
  return index;
}

void NameTable::place(int index) {
  const Ends ends = ends_of(names_[static_cast<std::size_t>(index)]);
  std::size_t at = ends.hash() & mask_;
  while (slots_[at].index != missing) at = (at + 1) & mask_;
  slots_[at] = {ends, index};
}

void NameTable::grow() {
  slots_.assign(slots_.empty() ? 8 : slots_.size() * 2, {});
  mask_ = slots_.size() - 1;
  for (std::size_t i = 0; i < names_.size(); ++i) place(static_cast<int>(i));
}

}  // namespace unknot
