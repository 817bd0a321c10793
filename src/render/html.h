// text/html: the patient's sheet as one self-contained page, without script, for screens and for paper.
#pragma once

#include <memory_resource>
#include <string>

#include "compose/handout.h"

namespace unknot::render {

std::pmr::string html(const compose::Handout& handout, std::pmr::memory_resource& memory);

// The page from <!DOCTYPE html> to <body>, with the style sheet.
void append_html_head(std::string_view locale, std::string_view page, pack::Line title, std::pmr::string& out);

// What the patient reads, as one <main>.
void append_html_handout(const compose::Handout& handout, std::pmr::string& out);

}  // namespace unknot::render
