// The patient's sheet as a document: sections of blocks of lines, in one language, in the order of reading.
// Every form of the sheet (page, text, JSON, paper) is written from this, so that all say the same.
#pragma once

#include <array>
#include <cstdint>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pack/pack.h"

namespace unknot::compose {

using pack::Line;

// What shows a line: a drawing and its words for who cannot see it, or nothing.
struct Picture {
  const pack::Picture* drawing = nullptr;
  Line alternative_text;
};

struct Block {
  enum class Type : std::uint8_t {
    message,    // the one main message, large
    paragraph,  // plain text
    list,       // items
    steps,      // numbered actions
    dose,       // labelled from here on
    stop_if,
    caution,
    evidence,
    tick_sheet,  // Handout::tick_sheet
  };
  Type type = Type::paragraph;
  Line label;                         // of labelled blocks: "How much"; of a list: what stands above it, may be empty
  std::span<const Line> lines;        // one but for lists and steps; none for tick_sheet
  std::span<const Picture> pictures;  // one a line, or none at all
};

struct Section {
  enum class Form : std::uint8_t {
    plain,
    box,          // the head of a box: what holds for the topics that follow in it
    topic,        // a topic of the main plan, told whole
    brief_topic,  // a topic of the rest, told in one paragraph
  };
  pack::SectionId id = pack::SectionId::message;
  Form form = Form::plain;
  std::string_view topic;  // the topic's id, for topics
  std::string_view box;    // the id of the box that it stands in; empty outside
  Line heading;            // may be empty
  std::uint32_t first_block = 0;
  std::uint32_t block_count = 0;
  const struct PreparedSection* prepared = nullptr;  // holds the blocks, if the section was made beforehand
};

// A section that reads the same for every patient.
struct PreparedSection {
  Section section;
  std::span<const Block> blocks;
  std::string_view html;       // the whole of it in a page
  std::array<int, 2> lines{};  // that it takes on paper, in normal and in large print
};

struct TickSheetRow {
  std::string_view topic;
  Line action;
  std::uint32_t days = 0;  // bit d: to be done on day d + 1
};

struct TickSheet {
  std::pmr::vector<Line> days;   // "Day 1", one a column
  std::pmr::vector<Line> dates;  // "Nov 22", one a column; none if the first day is not known
  std::pmr::vector<TickSheetRow> rows;
};

struct Handout {
  explicit Handout(std::pmr::memory_resource& memory)
      : sections(&memory),
        blocks(&memory),
        tick_sheet{std::pmr::vector<Line>(&memory), std::pmr::vector<Line>(&memory),
                   std::pmr::vector<TickSheetRow>(&memory)} {}

  std::string_view kind;
  std::string_view locale;
  std::string_view direction;  // "ltr" or "rtl"
  std::string_view page;       // "A4" or "Letter"
  bool large_print = false;
  Line title;
  Line patient;    // "For …"; may be empty
  Line reference;  // "Reference: …", by the request's id; may be empty
  std::pmr::vector<Section> sections;
  std::pmr::vector<Block> blocks;
  TickSheet tick_sheet;

  std::span<const Block> blocks_of(const Section& section) const {
    if (section.prepared != nullptr) return section.prepared->blocks;
    return std::span<const Block>(blocks).subspan(section.first_block, section.block_count);
  }
};

// How many lines a section takes in a column of its edition: an estimate, the same for every form of the sheet.
int lines_of(const Section& section, std::span<const Block> blocks, bool large_print);

std::string_view block_type_id(Block::Type type);

}  // namespace unknot::compose
