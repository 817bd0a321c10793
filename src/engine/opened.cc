#include "engine/opened.h"

#include "render/html.h"

namespace unknot::engine {

Opened::Opened(std::shared_ptr<const pack::Pack> opened)
    : pack(std::move(opened)),
      catalogues_(std::make_unique<std::atomic<const compose::Catalogue*>[]>(pack->locales.size())) {}

Opened::~Opened() {
  for (std::size_t i = 0; i < pack->locales.size(); ++i) delete catalogues_[i].load();
}

// Threads that ask at the same time each make one; the first that is ready serves all.
const compose::Catalogue& Opened::catalogue(const pack::Locale& locale) const {
  std::atomic<const compose::Catalogue*>& place = catalogues_[static_cast<std::size_t>(&locale - pack->locales.data())];
  if (const compose::Catalogue* const ready = place.load(std::memory_order_acquire)) return *ready;
  auto made = std::make_unique<compose::Catalogue>(*pack, locale);
  made->write_pages(render::html_of_section);
  const compose::Catalogue* first = nullptr;
  return place.compare_exchange_strong(first, made.get(), std::memory_order_acq_rel) ? *made.release() : *first;
}

}  // namespace unknot::engine
