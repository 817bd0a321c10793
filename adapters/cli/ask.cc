// unknot ask: the interview, in the terminal or through a pipe.
#include "commands.h"
#include "document.h"
#include "files.h"
#include "interview.h"
#include "question_page.h"
#include "terminal.h"
#include "words.h"

namespace unknot::cli {

namespace {

void put_alarm(Terminal& terminal, const Interview& interview) {
  terminal.put(words::alarm, Style::alarm, "!! ");
  for (const std::string& reason : interview.emergency_reasons()) terminal.put(reason, Style::plain, "   ");
  const std::string& number = interview.questionnaire().emergency_number;
  terminal.put(words::fill(words::alarm_number, "number", number), Style::strong, "   ");
}

// Stops the interview until the deliberate word is typed; false if it ends here.
bool goes_on_after_alarm(Terminal& terminal, Interview& interview) {
  for (;;) {
    terminal.start_page();
    put_alarm(terminal, interview);
    terminal.put("");
    terminal.put(words::alarm_stop);
    terminal.put(words::alarm_go_on);
    terminal.put("");
    const std::optional<std::string> line = terminal.ask(words::alarm_prompt);
    if (!line || trimmed(*line) == "q") return false;
    if (trimmed(*line) == words::alarm_continue) break;
  }
  interview.acknowledge_emergency();
  return true;
}

// A stray key must not end an interview.
bool stops(Terminal& terminal) {
  terminal.start_page();
  terminal.put(words::stop_title, Style::strong);
  terminal.put(words::stop_text);
  terminal.put("");
  const std::optional<std::string> line = terminal.ask(words::stop_prompt);
  return !line || trimmed(*line) == "q";
}

void hold_interview(Terminal& terminal, Interview& interview) {
  std::optional<std::size_t> at = interview.next_from(0);
  while (at) {
    const Reply reply = ask_question(terminal, interview, *at);
    switch (reply.kind) {
      case Reply::Kind::answer:
        interview.set_answer(*at, reply.answer);
        if (interview.has_new_emergency() && !goes_on_after_alarm(terminal, interview)) return;
        at = interview.next_from(*at + 1);
        break;
      case Reply::Kind::skip: at = interview.next_from(*at + 1); break;
      case Reply::Kind::back: at = interview.previous(*at).value_or(*at); break;
      default:
        if (stops(terminal)) return;
    }
  }
}

void put_summary(Terminal& terminal, const Interview& interview) {
  std::size_t answered = 0;
  std::size_t unsure = 0;
  std::size_t unanswered = 0;
  for (std::size_t i = 0; i < interview.questionnaire().questions.size(); ++i) {
    if (!interview.applies(i)) continue;
    const Json& answer = interview.answer(i);
    ++(answer.is_null() ? unanswered : answer == "unsure" ? unsure : answered);
  }
  std::string counts = words::fill(words::summary_counts, "answered", std::to_string(answered));
  counts = words::fill(counts, "total", std::to_string(answered + unsure + unanswered));
  counts = words::fill(counts, "unsure", std::to_string(unsure));
  terminal.put("");
  if (interview.is_emergency()) put_alarm(terminal, interview);
  terminal.put(words::fill(counts, "unanswered", std::to_string(unanswered)));
  if (interview.open_question_count() > 0) terminal.put(words::summary_open);
  terminal.put("");
}

}  // namespace

ExitCode run_ask(const AskArguments& arguments) {
  const Engine engine = open_engine(arguments.pack, needed_for(arguments.output));
  Interview interview(engine, arguments.locale);
  // What cannot be made or kept is known before the first question, not after the last.
  document_in(interview.result(), arguments.output.format);
  if (!arguments.output.file.empty()) require_writable(arguments.output.file);
  Terminal terminal;
  hold_interview(terminal, interview);
  terminal.end_pages();
  put_summary(terminal, interview);
  terminal.show();
  write_document(interview.result(), arguments.output);
  if (!arguments.output.file.empty()) {
    terminal.put(words::fill(words::saved, "file", arguments.output.file));
    terminal.show();
  }
  return ExitCode::done;
}

}  // namespace unknot::cli
