// A pack that was opened, and what is made of it once for all patients.
#pragma once

#include <atomic>
#include <memory>

#include "compose/catalogue.h"
#include "pack/pack.h"

namespace unknot::engine {

// Shared by threads. Nothing changes but that a language's catalogue is made when it is asked for once more: who makes
// one sheet only has it sooner without.
class Opened {
 public:
  explicit Opened(std::shared_ptr<const pack::Pack> pack);
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened();

  // nullptr when it is asked for at first; the sheets are the same without it.
  const compose::Catalogue* catalogue(const pack::Locale& locale) const;

  const std::shared_ptr<const pack::Pack> pack;

 private:
  // By language.
  struct Entry {
    std::atomic<bool> is_asked_for{false};
    std::atomic<const compose::Catalogue*> catalogue{nullptr};
  };
  const std::unique_ptr<Entry[]> entries_;
};

}  // namespace unknot::engine
