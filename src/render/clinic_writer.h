// Writes the clinic's copy. Its parts have files of their own.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "assess/why.h"
#include "compose/handout.h"
#include "render/html_writer.h"
#include "render/record.h"

namespace unknot::render {

using pack::ClinicLabel;
using pack::Tier;

class ClinicWriter {
 public:
  ClinicWriter(const Record& record, const compose::Handout& handout, Buffer& out, std::pmr::memory_resource& memory)
      : record_(record),
        pack_(record.pack),
        assessment_(record.assessment),
        locale_(*record.answers.handout.clinic_locale),
        handout_(handout),
        out_(out),
        html_(out),
        memory_(memory) {}

  void write();

 private:
  const pack::Text& label(ClinicLabel name) const { return locale_.label(name); }

  const pack::Text& tier_title(Tier tier) const { return locale_.tiers[static_cast<std::size_t>(tier) - 1].title; }

  const pack::Text& tier_action(Tier tier) const { return locale_.tiers[static_cast<std::size_t>(tier) - 1].action; }

  void heading(ClinicLabel name) { html_.element("<h2>", label(name), "</h2>\n"); }

  // "<b>label:</b> " in front of a value.
  void field(ClinicLabel name) { html_.element("<b>", label(name), ":</b> "); }

  // clinic.cc: the outcome, and what must be asked first
  void number(std::int64_t value, int least_digits = 1);
  void text_field(ClinicLabel name, std::string_view value);
  void write_outcome();
  void write_review();
  void write_time();
  void write_ask_first();

  // clinic_flags.cc: what was found, and what was left out
  void write_flags();
  void write_flag(std::size_t index);
  void write_rule(std::size_t index, const pack::Rule& rule);
  void write_open_rules(std::size_t flag);
  void write_grounds(const std::pmr::vector<assess::Ground>& grounds);
  void write_contradictions();
  void write_withheld();
  void write_why(const assess::Why& why);

  // clinic_answers.cc: every answer, the sources
  void write_teach_back();
  void write_answers();
  void number_with_unit(std::int64_t value, const pack::QuestionText& question);
  void write_answer(std::size_t index);
  void write_sources();

  const Record& record_;
  const pack::Pack& pack_;
  const assess::Assessment& assessment_;
  const pack::Locale& locale_;
  const compose::Handout& handout_;
  Buffer& out_;
  HtmlWriter html_;
  std::pmr::memory_resource& memory_;
};

}  // namespace unknot::render
