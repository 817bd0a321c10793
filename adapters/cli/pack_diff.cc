// unknot pack diff: what changes for patients from one pack to another, each change with the smallest answers that show
// it, found with z3 and replayed with both packs.
#include <unistd.h>

#include "commands.h"
#include "failure.h"
#include "files.h"
#include "pack_changes.h"
#include "questionnaire.h"
#include "terminal.h"

namespace unknot::cli {

namespace {

using smt::Json;

constexpr std::size_t columns = 100;

struct Opened {
  Opened(const PackChoice& choice, const std::string& locale)
      : engine(open_engine(choice)),
        pack(Json::parse(document(whole_pack(engine), nullptr))),
        texts(pack.at("text").at(read_questionnaire(engine, locale).locale).at("questions")) {}

  std::string name() const {
    const bool has_overlay = !pack.at("overlay_sha256").is_null();
    return pack.at("id").get<std::string>() + ' ' + pack.at("version").get<std::string>() + ", SHA-256 " +
           pack.at("sha256").get<std::string>().substr(0, 12) + (has_overlay ? ", with the overlay" : "");
  }

  // The questions and values that this pack does not have are not asked by it.
  Json assessed(const Json& answers) const {
    Json known = Json::object();
    for (const Json& question : pack.at("questions")) {
      const auto answer = answers.find(question.at("id"));
      if (answer == answers.end()) continue;
      Json& kept = known[question.at("id").get<std::string>()] = *answer;
      if (!kept.is_array()) continue;
      kept = Json::array();
      const Json& values = question.at("values");
      for (const Json& value : *answer) {
        if (std::find(values.begin(), values.end(), value) != values.end()) kept.push_back(value);
      }
    }
    return Json::parse(document(assess(engine, Json{{"answers", known}}.dump(), 0), UNKNOT_MEDIA_JSON));
  }

  Engine engine;
  Json pack;
  Json texts;  // of the questions, in the language that was asked for or else in the pack's first
};

class Difference {
 public:
  Difference(const Opened& first, const Opened& second) : first_(first), second_(second) {
    put("A: " + first.name());
    put("B: " + second.name());
    const PackPair pair(first.pack, second.pack);
    const std::vector<PackChange> changes = possible_changes(first.pack, second.pack, pair);
    std::vector<std::string> terms;
    for (const PackChange& change : changes) terms.push_back(change.term);
    const auto answers = pair.smallest_answers(terms);
    put_changes(changes, answers);
    put_list("Questions that differ:", changed_questions(first.pack, second.pack));
    put_list("Texts that differ:", changed_texts(first.pack, second.pack));
    if (!has_difference_) put("\nNo difference for patients.");
  }

  const std::string& text() const { return text_; }

 private:
  void put(const std::string& line, std::size_t indent = 0) {
    if (line.front() == '\n') text_ += '\n';
    const std::string_view words = std::string_view(line).substr(line.front() == '\n' ? 1 : 0);
    for (const std::string& part : wrap(words, columns - indent)) text_ += std::string(indent, ' ') + part + '\n';
  }

  void put_list(const std::string& title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    has_difference_ = true;
    put('\n' + title);
    for (const std::string& line : lines) put(line, 2);
  }

  void put_changes(const std::vector<PackChange>& changes, const std::vector<std::optional<Json>>& answers) {
    for (std::size_t i = 0; i < changes.size(); ++i) {
      if (answers[i]) {
        has_difference_ = true;
        put('\n' + changes[i].about);
        put_example(changes[i], *answers[i]);
      } else if (changes[i].is_written && !is_shown_otherwise(changes, answers, changes[i])) {
        has_difference_ = true;
        put('\n' + changes[i].about);
        put("It is written so, but no answers show it by itself.", 2);
      }
    }
  }

  // A condition that was rewritten may raise a rule more often, or less often, and not both.
  static bool is_shown_otherwise(const std::vector<PackChange>& changes,
                                 const std::vector<std::optional<Json>>& answers, const PackChange& change) {
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const bool is_same_thing = changes[i].subject == change.subject && changes[i].id == change.id;
      if (is_same_thing && answers[i]) return true;
    }
    return false;
  }

  void put_example(const PackChange& change, const Json& answers) {
    const Json old = first_.assessed(answers);
    const Json now = second_.assessed(answers);
    if (outcome(old, change) == outcome(now, change)) {
      throw Failure{ExitCode::unreadable, problem_json("internal", "", "the library to show what z3 found",
                                                       change.about + " The library does not show it.")};
    }
    put(answers.empty() ? "With no question answered:" : "With these answers, and no others:", 2);
    std::string nos;
    for (const auto& [id, answer] : answers.items()) {
      if (answer == false) {
        nos += (nos.empty() ? "" : "; ") + texts_of(id).at("label").get<std::string>();
      } else {
        put(asked(id) + ' ' + words_of(id, answer), 4);
      }
    }
    if (!nos.empty()) put("No to: " + nos + '.', 4);
    put("A: " + in_words(old, change), 2);
    put("B: " + in_words(now, change), 2);
  }

  static std::string in_words(const Json& result, const PackChange& change) {
    const std::string tier = result.at("tier").get<std::string>();
    if (change.subject == PackChange::Subject::tier) return tier;
    return outcome(result, change) + " (overall: " + tier + ')';
  }

  // As whichever pack asks it.
  const Json& texts_of(const std::string& question) const {
    return first_.texts.contains(question) ? first_.texts.at(question) : second_.texts.at(question);
  }

  std::string asked(const std::string& question) const { return texts_of(question).at("text").get<std::string>(); }

  std::string words_of(const std::string& question, const Json& answer) const {
    if (answer == "unsure") return "Not sure.";
    if (answer.is_number()) return answer.dump() + '.';
    if (answer == true) return value_words(question, "yes") + '.';
    if (answer.is_string()) return value_words(question, answer) + '.';
    std::string list;
    for (const Json& value : answer) list += (list.empty() ? "" : "; ") + value_words(question, value);
    return (list.empty() ? "None of these" : list) + '.';
  }

  std::string value_words(const std::string& question, const std::string& value) const {
    for (const Opened* opened : {&first_, &second_}) {
      const Json& questions = opened->texts;
      if (!questions.contains(question) || !questions.at(question).at("values").contains(value)) continue;
      return questions.at(question).at("values").at(value).at("text").get<std::string>();
    }
    return value;
  }

  const Opened& first_;
  const Opened& second_;
  std::string text_;
  bool has_difference_ = false;
};

}  // namespace

ExitCode run_pack_diff(const PackDiffArguments& arguments) {
  const Opened first({arguments.first, {}}, arguments.locale);
  const Opened second({arguments.second, arguments.overlay}, arguments.locale);
  write_all(STDOUT_FILENO, Difference(first, second).text());
  return ExitCode::done;
}

}  // namespace unknot::cli
