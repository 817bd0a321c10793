// The handout document as the module needs it: sections of blocks of lines.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace unknot::pdf {

// The input is not what unknot/pdf_module.h says.
struct BadInput : std::exception {
  const char* what() const noexcept override { return "not a handout document with its pictures"; }
};

struct Picture {
  std::size_t item = 0;  // counted from 0
  std::string id;
  std::string alternative_text;
};

struct Day {
  std::string text;
  std::string date;  // may be empty
};

struct Row {
  std::string text;
  std::vector<bool> days;  // one for each column: to be done
};

struct Block {
  enum class Type { message, paragraph, list, steps, dose, stop_if, caution, evidence, tick_sheet };
  Type type = Type::paragraph;
  std::string label;  // may be empty
  std::string text;
  std::vector<std::string> items;
  std::vector<Picture> pictures;  // in the order of their items, at most one an item
  std::vector<Day> days;
  std::vector<Row> rows;
};

struct Section {
  enum class Form { plain, box, topic, brief_topic };
  std::string id;
  Form form = Form::plain;
  std::string box;      // empty outside of boxes
  std::string heading;  // may be empty
  std::vector<Block> blocks;
};

struct Document {
  std::string kind;
  std::string locale;
  bool letter = false;  // the paper: US Letter, else A4
  bool large_print = false;
  bool right_to_left = false;
  std::string title;
  std::string patient;  // may be empty
  std::vector<Section> sections;
};

// Throws BadInput.
Document read_document(std::string_view json);

}  // namespace unknot::pdf
