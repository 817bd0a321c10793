// A pack that was opened, and what is made of it once for all patients.
#pragma once

#include <memory>

#include "compose/catalogue.h"
#include "pack/pack.h"

namespace unknot::engine {

// Immutable; shared by threads.
struct Opened {
  explicit Opened(std::shared_ptr<const pack::Pack> opened);

  std::shared_ptr<const pack::Pack> pack;
  compose::Catalogue catalogue;
};

}  // namespace unknot::engine
