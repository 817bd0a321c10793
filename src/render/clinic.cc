#include "render/clinic.h"

#include <charconv>

#include "base/calendar.h"
#include "render/clinic_writer.h"
#include "render/html.h"

namespace unknot::render {

void ClinicWriter::write() {
  append_html_head(handout_, locale_.tag, locale_.direction, label(ClinicLabel::title), out_);
  html_.markup("<body>\n<main>\n<div class=\"clinic\">\n");
  html_.element("<h1>", label(ClinicLabel::title), "</h1>\n");
  write_outcome();
  write_ask_first();
  write_flags();
  write_contradictions();
  write_withheld();
  write_teach_back();
  write_answers();
  write_sources();
  html_.markup("<div class=\"write\">");
  for (const ClinicLabel name : {ClinicLabel::seen_by, ClinicLabel::seen_time, ClinicLabel::action}) {
    html_.element("<p>", label(name), "</p>");
  }
  html_.markup("</div>\n");
  html_.element("<p class=\"copy\">", label(ClinicLabel::patient_copy_title), "</p>\n</div>\n");
  append_html_handout(handout_, out_);
  html_.markup("</main>\n</body>\n</html>\n");
}

void ClinicWriter::number(std::int64_t value, int least_digits) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  for (auto missing = least_digits - (end - digits); missing > 0; --missing) html_.markup("0");
  html_.plain({digits, static_cast<std::size_t>(end - digits)});
}

void ClinicWriter::text_field(ClinicLabel name, std::string_view value) {
  if (value.empty()) return;
  html_.markup("<br>");
  field(name);
  html_.text(value);
}

void ClinicWriter::write_outcome() {
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
  html_.markup("…");
  if (!pack_.overlay_sha256.empty()) {
    html_.markup(" + ");
    html_.text(std::string_view(pack_.overlay_sha256).substr(0, 12));
    html_.markup("…");
  }
  html_.markup("</p>\n<p class=\"caution\">");
  write_review();
  html_.markup("</p>\n");
}

void ClinicWriter::write_review() {
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

void ClinicWriter::write_time() {
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

void ClinicWriter::write_ask_first() {
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
    html_.line(question_asked(record_, open.question));
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

std::string_view clinic(const Record& record, const compose::Handout& handout, Arena& memory) {
  Buffer out(memory, 48 * 1024);
  ClinicWriter(record, handout, out, memory).write();
  return out.finish();
}

}  // namespace unknot::render
