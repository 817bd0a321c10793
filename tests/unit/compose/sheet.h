// A handout in words, for tests.
#pragma once

#include <string>
#include <vector>

#include "visit.h"

namespace unknot_test {

// "type: words", with the label in brackets; the items of a list are joined by "|".
inline std::string words_of(const unknot::compose::Block& block) {
  std::string all(unknot::compose::block_type_id(block.type));
  if (!block.label.empty()) all += " [" + words(block.label) + "]";
  for (std::size_t i = 0; i < block.lines.size(); ++i) all += (i == 0 ? ": " : "|") + words(block.lines[i]);
  return all;
}

inline std::vector<std::string> blocks_of(const unknot::compose::Handout& handout,
                                          const unknot::compose::Section& section) {
  std::vector<std::string> all;
  for (const unknot::compose::Block& block : handout.blocks_of(section)) all.push_back(words_of(block));
  return all;
}

// The blocks of all sections of this id, one section after the other.
inline std::vector<std::string> blocks_of(const Visit& visit, unknot::pack::SectionId id) {
  std::vector<std::string> all;
  for (const unknot::compose::Section& section : visit.handout.sections) {
    if (section.id != id) continue;
    for (const std::string& block : blocks_of(visit.handout, section)) all.push_back(block);
  }
  return all;
}

// The blocks of one topic's section.
inline std::vector<std::string> topic_blocks(const Visit& visit, const std::string& topic) {
  for (const unknot::compose::Section& section : visit.handout.sections) {
    if (section.topic == topic) return blocks_of(visit.handout, section);
  }
  return {"the topic does not stand on the sheet"};
}

inline std::vector<std::string> headings(const Visit& visit) {
  std::vector<std::string> all;
  for (const unknot::compose::Section& section : visit.handout.sections) all.push_back(words(section.heading));
  return all;
}

// All words of the sheet.
inline std::string all_words(const Visit& visit) {
  const unknot::compose::Handout& handout = visit.handout;
  std::string all = words(handout.title) + '\n' + words(handout.patient) + '\n';
  for (const unknot::compose::Section& section : handout.sections) {
    all += words(section.heading) + '\n';
    for (const std::string& block : blocks_of(handout, section)) all += block + '\n';
  }
  for (const unknot::compose::TickSheetRow& row : handout.tick_sheet.rows) all += words(row.action) + '\n';
  return all;
}

}  // namespace unknot_test
