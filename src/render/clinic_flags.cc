#include <algorithm>

#include "render/clinic_writer.h"

namespace unknot::render {

using logic::Truth;

void ClinicWriter::write_flags() {
  heading(ClinicLabel::flags_title);
  for (const Truth status : {Truth::yes, Truth::unknown}) {
    for (std::size_t i = 0; i < assessment_.flags.size(); ++i) {
      if (assessment_.flags[i].raised == status) write_flag(i);
    }
  }
  html_.markup("<p><b>");
  html_.line(label(ClinicLabel::status_clear));
  html_.markup(":</b> ");
  bool first = true;
  for (std::size_t i = 0; i < assessment_.flags.size(); ++i) {
    if (assessment_.flags[i].raised != Truth::no) continue;
    if (!first) html_.markup(", ");
    first = false;
    html_.line(locale_.flags[i]);
  }
  if (first) html_.markup("–");
  html_.markup("</p>\n");
}

void ClinicWriter::write_flag(std::size_t index) {
  const assess::FlagState& flag = assessment_.flags[index];
  const bool raised = flag.raised == Truth::yes;
  html_.element("<h3>", locale_.flags[index], " — ");
  html_.line(label(raised ? ClinicLabel::status_raised : ClinicLabel::status_open));
  html_.markup(": ");
  html_.line(tier_title(raised ? flag.tier : flag.possible_tier));
  html_.markup("</h3>\n<ul>\n");
  for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
    const pack::Rule& rule = pack_.rules[i];
    if (rule.flag == index && assessment_.holds(rule.when) == Truth::yes) write_rule(i, rule);
  }
  html_.markup("</ul>\n");
  write_open_rules(index);
}

void ClinicWriter::write_rule(std::size_t index, const pack::Rule& rule) {
  html_.element("<li><b>", tier_title(rule.tier), ".</b> ");
  html_.line(locale_.rules[index]);
  html_.markup(" ");
  const assess::Why why = assess::why(pack_, assessment_, rule.when, memory_);
  html_.element("<br>", label(ClinicLabel::why), ": ");
  write_grounds(why.because);
  html_.element(". ", label(ClinicLabel::sources), ": ");
  for (std::size_t i = 0; i < rule.sources.size(); ++i) {
    if (i > 0) html_.markup(", ");
    html_.text(pack_.sources[rule.sources[i]].id);
  }
  if (rule.is_private) {
    html_.element("<br><span class=\"private\">", label(ClinicLabel::private_note), "</span>");
  }
  html_.markup("</li>\n");
}

// What is open in one line: the questions that are missing, and how far they could go.
void ClinicWriter::write_open_rules(std::size_t flag) {
  logic::QuestionSet missing;
  Tier highest = Tier::none;
  for (const pack::Rule& rule : pack_.rules) {
    if (rule.flag != flag || assessment_.holds(rule.when) != Truth::unknown) continue;
    missing |= pack_.conditions.questions(rule.when);
    highest = std::max(highest, rule.tier);
  }
  if (highest == Tier::none) return;
  html_.element("<p>", label(ClinicLabel::not_answered), ": ");
  bool first = true;
  for (std::size_t i = 0; i < pack_.questions.size(); ++i) {
    if (!missing[i] || assessment_.facts[i].known) continue;
    if (!first) html_.markup("; ");
    first = false;
    html_.line(locale_.questions[i].label);
  }
  html_.element(" (", label(ClinicLabel::could_raise_to), " ");
  html_.line(tier_title(highest));
  html_.markup(")</p>\n");
}

void ClinicWriter::write_grounds(const std::pmr::vector<assess::Ground>& grounds) {
  for (std::size_t i = 0; i < grounds.size(); ++i) {
    const assess::Ground& ground = grounds[i];
    const pack::QuestionText& question = locale_.questions[ground.question];
    if (i > 0) html_.markup("; ");
    if (ground.form == assess::Ground::Form::value) {
      html_.line(question.values[ground.value].label);
    } else {
      html_.line(question.label);
      html_.markup(" ");
      if (ground.form == assess::Ground::Form::number) {
        number_with_unit(ground.number, question);
      } else {
        html_.line(label(ClinicLabel::answer_unsure));
      }
    }
  }
}

void ClinicWriter::write_contradictions() {
  if (assessment_.contradictions.empty()) return;
  heading(ClinicLabel::contradictions_title);
  html_.markup("<ul>\n");
  for (const pack::Index index : assessment_.contradictions) {
    html_.element("<li>", locale_.contradictions[index], "</li>\n");
  }
  html_.markup("</ul>\n");
}

// Topics that are left out for the same reason stand in one line.
void ClinicWriter::write_withheld() {
  const std::pmr::vector<pack::Index>& withheld = record_.plan.withheld;
  if (withheld.empty()) return;
  std::pmr::vector<assess::Why> reasons(&memory_);
  reasons.reserve(withheld.size());
  for (const pack::Index topic : withheld) {
    const pack::NodeId condition = *pack_.topics[topic].withheld_when;
    assess::Why& reason = reasons.emplace_back(assess::why(pack_, assessment_, condition, memory_));
    // Either what is true is the reason, or what is missing.
    if (assessment_.holds(condition) == Truth::yes) {
      reason.not_answered.clear();
    } else {
      reason.because.clear();
    }
  }
  heading(ClinicLabel::withheld_title);
  html_.markup("<ul>\n");
  std::pmr::vector<bool> told(withheld.size(), false, &memory_);
  for (std::size_t first = 0; first < withheld.size(); ++first) {
    if (told[first]) continue;
    html_.markup("<li>");
    for (std::size_t i = first; i < withheld.size(); ++i) {
      if (told[i] || reasons[i] != reasons[first]) continue;
      told[i] = true;
      if (i > first) html_.markup(", ");
      html_.line(locale_.topics[withheld[i]].title.text);
    }
    html_.markup(": ");
    write_why(reasons[first]);
    html_.markup("</li>\n");
  }
  html_.markup("</ul>\n");
}

void ClinicWriter::write_why(const assess::Why& why) {
  if (why.not_answered.empty()) return write_grounds(why.because);
  html_.element("", label(ClinicLabel::not_answered), " ");
  for (std::size_t i = 0; i < why.not_answered.size(); ++i) {
    if (i > 0) html_.markup("; ");
    html_.line(locale_.questions[why.not_answered[i]].label);
  }
}

}  // namespace unknot::render
