// text/html: the patient's sheet as one self-contained page, without script, for screens and for paper.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "compose/handout.h"
#include "render/buffer.h"

namespace unknot::render {

std::string_view html(const compose::Handout& handout, Arena& memory);

// The page from <!DOCTYPE html> to <body>, with the style sheet. On paper each page names whom it is for.
void append_html_head(const compose::Handout& handout, std::string_view locale, std::string_view direction,
                      pack::Line title, Buffer& out);

// What the patient reads, as one <div>.
void append_html_handout(const compose::Handout& handout, Buffer& out);

// One topic's section, as it stands in the page.
std::string_view html_of_section(const compose::PreparedSection& prepared, Arena& memory);

}  // namespace unknot::render
