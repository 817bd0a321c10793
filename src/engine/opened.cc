#include "engine/opened.h"

#include "render/html.h"

namespace unknot::engine {

Opened::Opened(std::shared_ptr<const pack::Pack> opened)
    : pack(std::move(opened)), entries_(std::make_unique<Entry[]>(pack->locales.size())) {}

Opened::~Opened() {
  for (std::size_t i = 0; i < pack->locales.size(); ++i) delete entries_[i].catalogue.load();
}

// Threads that ask at the same time each make one; the first that is ready serves all.
const compose::Catalogue* Opened::catalogue(const pack::Locale& locale) const {
  Entry& entry = entries_[static_cast<std::size_t>(&locale - pack->locales.data())];
  if (const compose::Catalogue* const ready = entry.catalogue.load(std::memory_order_acquire)) return ready;
  if (!entry.is_asked_for.exchange(true, std::memory_order_relaxed)) return nullptr;
  auto made = std::make_unique<compose::Catalogue>(*pack, locale);
  made->write_pages(render::html_of_section);
  const compose::Catalogue* first = nullptr;
  return entry.catalogue.compare_exchange_strong(first, made.get(), std::memory_order_acq_rel) ? made.release() : first;
}

}  // namespace unknot::engine
