// Pictures, which any page may then hold as they are: a scanner that knows the few forms of our drawings, and no other.
#include <algorithm>
#include <array>

#include "base/character_set.h"
#include "pack/loading.h"

namespace unknot::pack {

namespace {

constexpr CharacterSet digits("0123456789");
constexpr CharacterSet hexadecimal_digits("0123456789abcdefABCDEF");
constexpr CharacterSet path_characters("MmZzLlHhVvCcSsQqTtAa0123456789.,-+ \n");

bool is_of(std::string_view text, const CharacterSet& characters) {
  return !text.empty() && characters.holds_all_of(text);
}

bool is_color(std::string_view value) {
  return value == "none" ||
         ((value.size() == 4 || value.size() == 7) && value[0] == '#' && is_of(value.substr(1), hexadecimal_digits));
}
bool is_number(std::string_view value) {
  const std::size_t point = std::min(value.find('.'), value.size());
  return is_of(value.substr(0, point), digits) && (point == value.size() || is_of(value.substr(point + 1), digits));
}
bool is_end_of_line(std::string_view value) { return value == "butt" || value == "round" || value == "square"; }
bool is_corner(std::string_view value) { return value == "miter" || value == "round" || value == "bevel"; }
bool is_path(std::string_view value) { return is_of(value, path_characters) && (value[0] == 'M' || value[0] == 'm'); }

struct Attribute {
  std::string_view name;
  bool (*takes)(std::string_view value);
  const char* expected;
};
constexpr std::array<Attribute, 6> attributes = {
    {{"fill", is_color, "a color as #ddd, or none, in fill"},
     {"stroke", is_color, "a color as #000, or none, in stroke"},
     {"stroke-width", is_number, "a number in stroke-width"},
     {"stroke-linecap", is_end_of_line, "butt, round or square in stroke-linecap"},
     {"stroke-linejoin", is_corner, "miter, round or bevel in stroke-linejoin"},
     {"d", is_path, "commands and numbers in d"}}};

class Scanner {
 public:
  Scanner(std::string_view svg, const JsonPointer& pointer) : rest_(svg), pointer_(pointer) {}

  void run() {
    expect(Picture::opening);
    skip_space();
    do scan_path();
    while (rest_.substr(0, Picture::closing.size()) != Picture::closing);
    expect(Picture::closing);
    skip_space();
    if (!rest_.empty()) refuse_for("nothing after </svg>");
  }

 private:
  [[noreturn]] void refuse_for(std::string_view expected) const {
    refuse(ProblemCode::invalid_picture, pointer_, std::string(expected));
  }

  bool skip_space() {
    const std::size_t end = std::min(rest_.find_first_not_of(" \n"), rest_.size());
    rest_.remove_prefix(end);
    return end > 0;
  }

  void expect(std::string_view words) {
    if (rest_.substr(0, words.size()) != words) refuse_for(words);
    rest_.remove_prefix(words.size());
  }

  void scan_path() {
    expect("<path");
    std::array<bool, attributes.size()> given{};
    while (skip_space() && rest_.substr(0, 1) != "/") {
      const std::size_t which = scan_attribute();
      if (given[which]) refuse_for("each attribute once");
      given[which] = true;
    }
    expect("/>");
    if (!given.back()) refuse_for("d in each path");
    skip_space();
  }

  // Which one it is.
  std::size_t scan_attribute() {
    const std::string_view name = rest_.substr(0, rest_.find('='));
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const Attribute& attribute) { return attribute.name == name; });
    if (found == attributes.end()) refuse_for("fill, stroke, stroke-width, stroke-linecap, stroke-linejoin or d");
    rest_.remove_prefix(name.size() + 1);
    expect("\"");
    const std::string_view value = rest_.substr(0, rest_.find('"'));
    if (!found->takes(value)) refuse_for(found->expected);
    rest_.remove_prefix(value.size());
    expect("\"");
    return static_cast<std::size_t>(found - attributes.begin());
  }

  std::string_view rest_;
  const JsonPointer& pointer_;
};

}  // namespace

void load_pictures(const Json* pictures, Pack& pack) {
  if (pictures == nullptr) return;
  const Members members(*pictures, "/pictures");
  for (const auto& [id, svg] : pictures->members()) {
    check_id(id, members.pointer());
    const JsonPointer pointer = members.pointer_to(id);
    if (!svg.is_string()) refuse(ProblemCode::wrong_type, pointer, "the text of an SVG file");
    if (svg.text().size() >= limits::picture_bytes) refuse(ProblemCode::too_long, pointer, "less than 6000 bytes");
    Scanner(svg.text(), pointer).run();
    add_id(pack.picture_ids, id, pointer);
    pack.pictures.push_back({std::string(id), svg.text()});
  }
}

}  // namespace unknot::pack
