// A pack that was opened, and what is made of it once for all patients.
#pragma once

#include <atomic>
#include <memory>

#include "compose/catalogue.h"
#include "pack/pack.h"

namespace unknot::engine {

// Shared by threads. Nothing changes but that a language's catalogue is made when it is asked for at first.
class Opened {
 public:
  explicit Opened(std::shared_ptr<const pack::Pack> pack);
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened();

  const compose::Catalogue& catalogue(const pack::Locale& locale) const;

  const std::shared_ptr<const pack::Pack> pack;

 private:
  const std::unique_ptr<std::atomic<const compose::Catalogue*>[]>
      catalogues_;  // by language; null before the first use
};

}  // namespace unknot::engine
