#include "try_it_page.h"

#define UNKNOTD_EMBEDDED(name)                         \
  extern "C" const char unknotd_page_##name##_begin[]; \
  extern "C" const char unknotd_page_##name##_end[]
UNKNOTD_EMBEDDED(html);
UNKNOTD_EMBEDDED(css);
UNKNOTD_EMBEDDED(js);
#undef UNKNOTD_EMBEDDED

namespace unknot::service {

namespace {

std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

}  // namespace

std::array<PageFile, 3> try_it_page_files() {
  return {{{"/", "text/html; charset=utf-8", between(unknotd_page_html_begin, unknotd_page_html_end)},
           {"/page.css", "text/css; charset=utf-8", between(unknotd_page_css_begin, unknotd_page_css_end)},
           {"/page.js", "text/javascript; charset=utf-8", between(unknotd_page_js_begin, unknotd_page_js_end)}}};
}

}  // namespace unknot::service
