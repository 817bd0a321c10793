#include "engine/opened.h"

#include "render/html.h"

namespace unknot::engine {

Opened::Opened(std::shared_ptr<const pack::Pack> opened) : pack(std::move(opened)), catalogue(*pack) {
  catalogue.write_pages(render::html_of_section);
}

}  // namespace unknot::engine
