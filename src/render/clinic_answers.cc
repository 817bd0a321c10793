#include "render/clinic_writer.h"

namespace unknot::render {

using logic::Truth;

using intake::Answer;

void ClinicWriter::write_teach_back() {
  heading(ClinicLabel::teach_back_title);
  html_.markup("<ol>\n");
  for (const pack::Text& question : locale_.teach_back) html_.element("<li>", question, "</li>\n");
  html_.markup("</ol>\n");
}

void ClinicWriter::write_answers() {
  heading(ClinicLabel::answers_title);
  html_.markup("<table>\n<tbody>\n");
  for (std::size_t i = 0; i < pack_.questions.size(); ++i) {
    html_.element("<tr><th scope=\"row\">", question_asked(record_, i), "</th><td>");
    write_answer(i);
    if (is_private(pack_, i)) {
      html_.element("<br><span class=\"private\">", label(ClinicLabel::private_note), "</span>");
    }
    html_.markup("</td></tr>\n");
  }
  html_.markup("</tbody>\n</table>\n");
}

void ClinicWriter::number_with_unit(std::int64_t value, const pack::QuestionText& question) {
  number(value);
  if (!question.unit.empty()) html_.element(" ", question.unit, "");
}

void ClinicWriter::write_answer(std::size_t index) {
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
    return number_with_unit(answer.number, text);
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

void ClinicWriter::write_sources() {
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

}  // namespace unknot::render
