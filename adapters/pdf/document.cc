#include "document.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace unknot::pdf {

namespace {

using Json = nlohmann::json;

constexpr std::size_t document_bytes = 1024 * 1024;
constexpr std::size_t most_days = 31;

void require(bool holds) {
  if (!holds) throw BadInput();
}

const Json& member(const Json& object, const char* name) {
  require(object.is_object());
  const auto found = object.find(name);
  require(found != object.end());
  return *found;
}

const Json& list(const Json& object, const char* name) {
  const Json& value = member(object, name);
  require(value.is_array());
  return value;
}

std::string text(const Json& value) {
  require(value.is_string());
  std::string text = value.get<std::string>();
  require(text.find('\0') == std::string::npos);
  return text;
}

std::string text_or_empty(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? std::string() : text(*found);
}

bool truth(const Json& object, const char* name) {
  const Json& value = member(object, name);
  require(value.is_boolean());
  return value.get<bool>();
}

// A number counted from 1, as one counted from 0.
std::size_t index(const Json& value, std::size_t count) {
  require(value.is_number_unsigned());
  const auto number = value.get<std::uint64_t>();
  require(number >= 1 && number <= count);
  return static_cast<std::size_t>(number - 1);
}

template <typename Value, std::size_t size>
Value one_of(const std::array<std::pair<const char*, Value>, size>& names, const std::string& name) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const auto& known) { return name == known.first; });
  require(found != names.end());
  return found->second;
}

using Type = Block::Type;
constexpr std::array block_types{
    std::pair{"message", Type::message},
    std::pair{"paragraph", Type::paragraph},
    std::pair{"list", Type::list},
    std::pair{"steps", Type::steps},
    std::pair{"dose", Type::dose},
    std::pair{"stop_if", Type::stop_if},
    std::pair{"caution", Type::caution},
    std::pair{"evidence", Type::evidence},
    std::pair{"tick_sheet", Type::tick_sheet},
};
constexpr std::array forms{
    std::pair{"plain", Section::Form::plain},
    std::pair{"box", Section::Form::box},
    std::pair{"topic", Section::Form::topic},
    std::pair{"brief_topic", Section::Form::brief_topic},
};

void read_items(const Json& json, Block& block) {
  for (const Json& item : list(json, "items")) block.items.push_back(text(item));
  require(!block.items.empty());
  if (!json.contains("pictures")) return;
  for (const Json& picture : list(json, "pictures")) {
    const std::size_t item = index(member(picture, "item"), block.items.size());
    require(block.pictures.empty() || block.pictures.back().item < item);
    block.pictures.push_back({item, text(member(picture, "id")), text(member(picture, "alternative_text"))});
  }
}

void read_tick_sheet(const Json& json, Block& block) {
  for (const Json& day : list(json, "days"))
    block.days.push_back({text(member(day, "text")), text_or_empty(day, "date")});
  require(!block.days.empty() && block.days.size() <= most_days);
  for (const Json& row : list(json, "rows")) {
    Row& read = block.rows.emplace_back();
    read.text = text(member(row, "text"));
    read.days.resize(block.days.size());
    for (const Json& day : list(row, "days")) read.days[index(day, block.days.size())] = true;
  }
  require(!block.rows.empty());
}

Block read_block(const Json& json) {
  Block block;
  block.type = one_of(block_types, text(member(json, "type")));
  block.label = text_or_empty(json, "label");
  switch (block.type) {
    case Type::list:
    case Type::steps: read_items(json, block); break;
    case Type::tick_sheet: read_tick_sheet(json, block); break;
    default: block.text = text(member(json, "text"));
  }
  return block;
}

Section read_section(const Json& json) {
  Section section;
  section.id = text(member(json, "id"));
  section.form = one_of(forms, text(member(json, "form")));
  section.box = text_or_empty(json, "box");
  section.heading = text_or_empty(json, "heading");
  require(section.form == Section::Form::plain || !section.heading.empty());
  for (const Json& block : list(json, "blocks")) section.blocks.push_back(read_block(block));
  return section;
}

}  // namespace

Document read_document(std::string_view bytes) {
  require(bytes.size() <= document_bytes);
  const Json json = Json::parse(bytes, nullptr, false);  // a discarded value is no object
  Document document;
  require(text(member(json, "schema")).starts_with("1."));
  document.kind = text(member(json, "kind"));
  document.locale = text(member(json, "locale"));
  const std::string page = text(member(json, "page"));
  require(page == "A4" || page == "Letter");
  document.letter = page == "Letter";
  document.large_print = truth(json, "large_print");
  document.right_to_left = text_or_empty(json, "direction") == "rtl";
  document.title = text(member(json, "title"));
  document.patient = text_or_empty(json, "patient");
  for (const Json& section : list(json, "sections")) document.sections.push_back(read_section(section));
  require(!document.title.empty() && !document.sections.empty());
  return document;
}

}  // namespace unknot::pdf
