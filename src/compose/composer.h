// Builds a handout section by section. Each group of sections has a file of its own.
#pragma once

#include "assess/assessment.h"
#include "base/calendar.h"
#include "compose/catalogue.h"
#include "compose/handout.h"
#include "compose/phrases.h"
#include "intake/answers.h"
#include "plan/plan.h"

namespace unknot::compose {

using pack::HandoutLabel;
using pack::SectionId;
using pack::Text;

// All that a sheet is made from.
struct Source {
  const pack::Pack& pack;
  const intake::Answers& answers;
  const assess::Assessment& assessment;
  const plan::Plan& plan;
  const pack::Locale& locale;
  const Catalogue* catalogue;  // nullptr: nothing is ready
};

// Whether a topic is to be done when the days of another, which is in the plan, are over.
bool follows_in_plan(const Source& source, pack::Index topic);

class Composer {
 public:
  Composer(const Source& source, Handout& out, Arena& memory)
      : source_(source), out_(out), memory_(memory), phrases_(memory) {}

  void run();
  // Every topic, whole and in brief, as it reads when nothing about it is tailored.
  void list_topics();

 private:
  // compose_head.cc: who the sheet is for, what it says first, and why
  void set_values();
  void add_unfinished();
  void add_notices(SectionId section);
  void add_message();
  void add_why();
  void add_kind_list(SectionId id, const Text& title, const std::vector<Text>& items, const Text* last = nullptr);

  // compose_topics.cc: the plan
  void add_plan();
  void add_more(int lines);
  void begin_box(SectionId id, pack::Index topic);
  Section& begin_topic(SectionId id, pack::Index topic, Line title);
  void add_prepared(SectionId id, const PreparedSection& prepared);
  void add_topic(pack::Index topic);
  void add_brief_topic(SectionId id, pack::Index topic);
  // Made beforehand, if the topic reads as it does for everybody.
  const PreparedSection* prepared_brief(pack::Index topic) const;

  // compose_fit.cc: what finds room on the paper
  int lines_from(std::size_t first_section) const;
  int lines_of_what_follows();
  int shorten(std::size_t topic_section);
  void fit(std::size_t more_at);

  // compose_left_out.cc
  void add_left_out();
  Line left_out_reason(pack::Index topic);

  // compose_tick_sheet.cc
  void add_tick_sheet();
  Line date_line(const Text& form, const std::vector<Text>& months, Date date);

  // compose_foot.cc: whom to call, the safety net, and where the sheet comes from
  void add_contact();
  void add_safety_net();
  void add_foot();

  const pack::KindText& kind_text() const { return source_.locale.kinds[source_.plan.kind_index]; }
  const Text& label(HandoutLabel name) const { return source_.locale.label(name); }

  Section& begin(SectionId id, Line heading);
  void add(Block::Type type, Line line, Line label = {});
  // Nothing if the text is empty.
  void add_labelled(Block::Type type, const Text& text, HandoutLabel name);
  // An empty vector for up to `count` lines. What it holds outlives it: the arena takes nothing back.
  std::pmr::vector<Line> lines_for(std::size_t count);
  void add_all(Block::Type type, const std::pmr::vector<Line>& lines, Line label = {});
  // Each with the picture that shows it.
  void add_illustrated(Block::Type type, const std::pmr::vector<const pack::ItemText*>& items);

  const Source& source_;
  Handout& out_;
  Arena& memory_;
  Phrases phrases_;
};

}  // namespace unknot::compose
