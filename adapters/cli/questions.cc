// unknot questions: what a form that asks them needs, or a list to read.
#include <unistd.h>

#include "commands.h"
#include "files.h"
#include "questionnaire.h"
#include "terminal.h"

namespace unknot::cli {

namespace {

constexpr std::size_t columns = 80;

class List {
 public:
  void put(std::string_view text, std::string_view lead) {
    std::string start(lead);
    for (const std::string& line : wrap(text, columns - lead.size())) {
      text_ += start + line + '\n';
      start.assign(lead.size(), ' ');
    }
  }
  void put_empty() { text_ += '\n'; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void put(const Question& question, std::size_t number, List& list) {
  const std::string start = std::to_string(number) + ". ";
  list.put(question.text + " (" + question.id + ")", start);
  if (!question.help.empty()) list.put(question.help, "   ");
  for (const Option& option : question.options) {
    const std::string value = option.value.is_string() ? option.value.get<std::string>() : option.value.dump();
    list.put(option.text + " (" + value + ")", question.type == Question::Type::many ? "   + " : "   - ");
  }
  if (question.type == Question::Type::integer) {
    list.put(std::to_string(question.minimum) + " to " + std::to_string(question.maximum) + ' ' + question.unit, "   ");
  }
}

std::string as_text(const Questionnaire& questionnaire) {
  List list;
  std::string group;
  std::size_t number = 0;
  for (const Question& question : questionnaire.questions) {
    if (question.group != group) {
      group = question.group;
      if (number > 0) list.put_empty();
      list.put(group, "");
      list.put(std::string(group.size(), '-'), "");
    }
    put(question, ++number, list);
  }
  return list.text();
}

}  // namespace

ExitCode run_questions(const QuestionsArguments& arguments) {
  const Engine engine = open_engine(arguments.pack);
  if (arguments.format == "text") {
    write_all(STDOUT_FILENO, as_text(read_questionnaire(engine, arguments.locale)));
  } else {
    const char* const media_type = arguments.format == "fhir" ? UNKNOT_MEDIA_FHIR : UNKNOT_MEDIA_JSON;
    const Result made = questions(engine, arguments.locale, media_type);
    write_all(STDOUT_FILENO, std::string(document(made, media_type)) + '\n');
  }
  return ExitCode::done;
}

}  // namespace unknot::cli
