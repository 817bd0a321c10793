#include "render/clinic.h"

#include <algorithm>
#include <charconv>

#include "assess/why.h"
#include "base/calendar.h"
#include "render/html.h"
#include "render/html_writer.h"

namespace unknot::render {

namespace {

using intake::Answer;
using logic::Truth;
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

  void write() {
    append_html_head(locale_.tag, handout_.page, label(ClinicLabel::title), out_);
    html_.markup("<body>\n<main class=\"clinic\">\n");
    html_.element("<h1>", label(ClinicLabel::title), "</h1>\n");
    write_outcome();
    write_ask_first();
    write_flags();
    write_contradictions();
    write_plan();
    write_teach_back();
    write_answers();
    write_sources();
    html_.markup("<div class=\"write\">");
    for (const ClinicLabel name : {ClinicLabel::seen_by, ClinicLabel::seen_time, ClinicLabel::action}) {
      html_.element("<p>", label(name), "</p>");
    }
    html_.markup("</div>\n");
    html_.element("<p class=\"copy\">", label(ClinicLabel::patient_copy_title), "</p>\n</main>\n");
    append_html_handout(handout_, out_);
    html_.markup("</body>\n</html>\n");
  }

 private:
  const pack::Text& label(ClinicLabel name) const { return locale_.label(name); }
  const pack::Text& tier_title(Tier tier) const { return locale_.tiers[static_cast<std::size_t>(tier) - 1].title; }
  const pack::Text& tier_action(Tier tier) const { return locale_.tiers[static_cast<std::size_t>(tier) - 1].action; }

  void heading(ClinicLabel name) { html_.element("<h2>", label(name), "</h2>\n"); }

  // "<b>label:</b> " in front of a value.
  void field(ClinicLabel name) { html_.element("<b>", label(name), ":</b> "); }

  void number(std::int64_t value, int least_digits = 1) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    for (auto missing = least_digits - (end - digits); missing > 0; --missing) html_.markup("0");
    html_.plain({digits, static_cast<std::size_t>(end - digits)});
  }

  void text_field(ClinicLabel name, std::string_view value) {
    if (value.empty()) return;
    html_.markup("<br>");
    field(name);
    html_.text(value);
  }

  void write_outcome() {
    html_.markup("<p class=\"message\">");
    html_.line(tier_title(assessment_.tier));
    html_.markup("</p>\n<p>");
    html_.line(tier_action(assessment_.tier));
    html_.markup("<br>");
    field(ClinicLabel::outcome);
    html_.line(label(assessment_.complete ? ClinicLabel::complete : ClinicLabel::incomplete));
    if (!assessment_.complete) {
      html_.markup("<br>");
      field(ClinicLabel::possible_tier);
      html_.line(tier_title(assessment_.possible_tier));
    }
    const intake::Request& request = record_.answers.request;
    text_field(ClinicLabel::request, request.id);
    text_field(ClinicLabel::subject, request.subject);
    text_field(ClinicLabel::encounter, request.encounter);
    html_.markup("<br>");
    field(ClinicLabel::time);
    write_time();
    html_.markup("<br>");
    field(ClinicLabel::pack);
    html_.text(pack_.id);
    html_.markup(" ");
    html_.text(pack_.version);
    html_.markup(" (");
    html_.text(pack_.date);
    html_.markup("), SHA-256 ");
    html_.text(std::string_view(pack_.sha256).substr(0, 12));
    html_.markup("…</p>\n<p class=\"caution\">");
    write_review();
    html_.markup("</p>\n");
  }

  void write_review() {
    const pack::Text& text = label(pack_.review.state == "none" ? ClinicLabel::review_none : ClinicLabel::review_done);
    for (const pack::Piece& piece : text.pieces) {
      if (piece.placeholder == pack::Placeholder::reviewer) {
        html_.text(pack_.review.reviewer);
      } else if (piece.placeholder == pack::Placeholder::date) {
        html_.text(pack_.review.date);
      } else {
        html_.line({&piece, 1});
      }
    }
  }

  void write_time() {
    if (record_.at_unix_seconds == 0) return html_.line(label(ClinicLabel::time_not_given));
    const UtcTime time = utc_time(record_.at_unix_seconds);
    number(time.date.year, 4);
    html_.markup("-");
    number(time.date.month, 2);
    html_.markup("-");
    number(time.date.day, 2);
    html_.markup(" ");
    number(time.hour, 2);
    html_.markup(":");
    number(time.minute, 2);
    html_.markup(" UTC");
  }

  void write_ask_first() {
    if (assessment_.complete) return;
    heading(ClinicLabel::ask_first_title);
    html_.markup("<p class=\"unfinished\">");
    for (const pack::Piece& piece : label(ClinicLabel::ask_first_intro).pieces) {
      html_.line(piece.placeholder == pack::Placeholder::tier ? pack::Line(tier_title(assessment_.possible_tier))
                                                              : pack::Line(&piece, 1));
    }
    html_.markup("</p>\n<ol>\n");
    for (const assess::OpenQuestion& open : assessment_.open_questions) {
      html_.markup("<li>");
      html_.line(locale_.questions[open.question].text);
      html_.markup(" <i>(");
      write_answer(open.question);
      html_.markup("; ");
      html_.line(label(ClinicLabel::could_raise_to));
      html_.markup(" ");
      html_.line(tier_title(open.could_raise_to));
      html_.markup(")</i></li>\n");
    }
    html_.markup("</ol>\n");
  }

  void write_flags() {
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

  void write_flag(std::size_t index) {
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

  void write_rule(std::size_t index, const pack::Rule& rule) {
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
  void write_open_rules(std::size_t flag) {
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
      if (!first) html_.markup(", ");
      first = false;
      html_.line(locale_.questions[i].label);
    }
    html_.element(" (", label(ClinicLabel::could_raise_to), " ");
    html_.line(tier_title(highest));
    html_.markup(")</p>\n");
  }

  void write_grounds(const std::pmr::vector<assess::Ground>& grounds) {
    for (std::size_t i = 0; i < grounds.size(); ++i) {
      const assess::Ground& ground = grounds[i];
      const pack::QuestionText& question = locale_.questions[ground.question];
      if (i > 0) html_.markup(", ");
      if (ground.form == assess::Ground::Form::value) {
        html_.line(question.values[ground.value].label);
      } else {
        html_.line(question.label);
        html_.markup(" ");
        if (ground.form == assess::Ground::Form::number) {
          number(ground.number);
        } else {
          html_.line(label(ClinicLabel::answer_unsure));
        }
      }
    }
  }

  void write_contradictions() {
    if (assessment_.contradictions.empty()) return;
    heading(ClinicLabel::contradictions_title);
    html_.markup("<ul>\n");
    for (const pack::Index index : assessment_.contradictions) {
      html_.element("<li>", locale_.contradictions[index], "</li>\n");
    }
    html_.markup("</ul>\n");
  }

  void write_plan() {
    if (record_.plan.withheld.empty()) return;
    heading(ClinicLabel::withheld_title);
    html_.markup("<ul>\n");
    for (const pack::Index topic : record_.plan.withheld) {
      const assess::Why why = assess::why(pack_, assessment_, *pack_.topics[topic].withheld_when, memory_);
      html_.element("<li>", locale_.topics[topic].title.text, ": ");
      if (assessment_.holds(*pack_.topics[topic].withheld_when) == Truth::yes) {
        write_grounds(why.because);
      } else {
        html_.element("", label(ClinicLabel::not_answered), " ");
        for (std::size_t i = 0; i < why.not_answered.size(); ++i) {
          if (i > 0) html_.markup(", ");
          html_.line(locale_.questions[why.not_answered[i]].label);
        }
      }
      html_.markup("</li>\n");
    }
    html_.markup("</ul>\n");
  }

  void write_teach_back() {
    heading(ClinicLabel::teach_back_title);
    html_.markup("<ol>\n");
    for (const pack::Text& question : locale_.teach_back) html_.element("<li>", question, "</li>\n");
    html_.markup("</ol>\n");
  }

  void write_answers() {
    heading(ClinicLabel::answers_title);
    html_.markup("<table>\n<tbody>\n");
    for (std::size_t i = 0; i < pack_.questions.size(); ++i) {
      html_.element("<tr><th scope=\"row\">", locale_.questions[i].text, "</th><td>");
      write_answer(i);
      if (is_private(i)) {
        html_.element("<br><span class=\"private\">", label(ClinicLabel::private_note), "</span>");
      }
      html_.markup("</td></tr>\n");
    }
    html_.markup("</tbody>\n</table>\n");
  }

  bool is_private(std::size_t question) const {
    return std::any_of(pack_.rules.begin(), pack_.rules.end(), [&](const pack::Rule& rule) {
      return rule.is_private && pack_.conditions.questions(rule.when)[question];
    });
  }

  void write_answer(std::size_t index) {
    const pack::Question& question = pack_.questions[index];
    const Answer& answer = record_.answers.by_question[index];
    const pack::QuestionText& text = locale_.questions[index];
    if (answer.state != Answer::State::given) {
      const bool unsure = answer.state == Answer::State::unsure;
      html_.line(label(unsure ? ClinicLabel::answer_unsure : ClinicLabel::answer_not_asked));
      if (!assessment_.facts[index].asked) html_.element(" (", label(ClinicLabel::answer_does_not_apply), ")");
      return;
    }
    if (question.type == pack::QuestionType::integer) {
      number(answer.number);
      if (!text.unit.empty()) html_.element(" ", text.unit, "");
      return;
    }
    if (answer.members == 0) return html_.line(label(ClinicLabel::answer_none));
    bool first = true;
    for (std::size_t value = 0; value < question.values.size(); ++value) {
      if ((answer.members >> value & 1) == 0) continue;
      if (!first) html_.markup("; ");
      first = false;
      html_.line(text.values[value].text);
    }
  }

  void write_sources() {
    heading(ClinicLabel::sources_title);
    std::pmr::vector<bool> used(pack_.sources.size(), false, &memory_);
    for (const pack::Rule& rule : pack_.rules) {
      if (assessment_.holds(rule.when) != Truth::yes) continue;
      for (const pack::Index source : rule.sources) used[source] = true;
    }
    for (const auto* topics : {&record_.plan.main, &record_.plan.more, &record_.plan.withheld}) {
      for (const pack::Index topic : *topics) {
        for (const pack::Index source : pack_.topics[topic].sources) used[source] = true;
      }
    }
    for (const pack::Index source : pack_.safety_net_sources) used[source] = true;
    html_.markup("<ul>\n");
    for (std::size_t i = 0; i < used.size(); ++i) {
      if (!used[i]) continue;
      html_.markup("<li><b>");
      html_.text(pack_.sources[i].id);
      html_.markup("</b> ");
      html_.text(pack_.sources[i].title);
      html_.markup("</li>\n");
    }
    html_.markup("</ul>\n");
  }

  const Record& record_;
  const pack::Pack& pack_;
  const assess::Assessment& assessment_;
  const pack::Locale& locale_;
  const compose::Handout& handout_;
  Buffer& out_;
  HtmlWriter html_;
  std::pmr::memory_resource& memory_;
};

}  // namespace

std::string_view clinic(const Record& record, const compose::Handout& handout, std::pmr::memory_resource& memory) {
  Buffer out(memory, 48 * 1024);
  ClinicWriter(record, handout, out, memory).write();
  return out.finish();
}

}  // namespace unknot::render
