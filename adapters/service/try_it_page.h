// The try-it page: the intake, to be filled in with a browser.
#pragma once

#include <array>
#include <string_view>

namespace unknot::service {

struct PageFile {
  std::string_view path;
  std::string_view content_type;
  std::string_view bytes;
};

std::array<PageFile, 3> try_it_page_files();

// What the page may do: run and show its own files, and ask this service. Its icon is a data address.
inline constexpr std::string_view try_it_page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

}  // namespace unknot::service
