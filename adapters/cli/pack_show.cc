// unknot pack show: a pack as the engine loaded it, as data or for a reader.
#include <unistd.h>

#include "commands.h"
#include "files.h"
#include "notation.h"
#include "terminal.h"

namespace unknot::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t columns = 100;

class Summary {
 public:
  explicit Summary(const Json& pack) : pack_(pack) {
    put_head();
    for (const Json& flag : pack_.at("flags")) put_flag(flag);
    put_topics();
  }
  const std::string& text() const { return text_; }

 private:
  void put(std::string_view line, std::size_t indent = 0) {
    for (const std::string& part : wrap(line, columns - indent)) text_ += std::string(indent, ' ') + part + '\n';
  }

  std::string count_of(const char* list) const { return std::to_string(pack_.at(list).size()) + ' ' + list; }

  void put_head() {
    put(text_of("id") + ' ' + text_of("version") + " of " + text_of("date"));
    put("sha256 " + text_of("sha256"));
    const Json& review = pack_.at("review");
    if (review.at("state") == "none") {
      put("No clinician has reviewed this pack.");
    } else {
      put("Review: " + review.at("state").get<std::string>() + ", " + review.at("reviewer").get<std::string>() + ", " +
          review.at("date").get<std::string>());
    }
    std::string languages;
    for (const auto& [tag, texts] : pack_.at("text").items()) languages += ' ' + tag;
    put(count_of("questions") + ", " + count_of("flags") + ", " + count_of("rules") + ", " + count_of("topics") +
        "; languages:" + languages);
  }

  std::string text_of(const char* member) const { return pack_.at(member).get<std::string>(); }

  void put_flag(const Json& flag) {
    put("");
    put(flag.get<std::string>());
    for (const Json& rule : pack_.at("rules")) {
      if (rule.at("flag") != flag) continue;
      const bool is_private = rule.at("private").get<bool>();
      put(rule.at("id").get<std::string>() + ": " + rule.at("tier").get<std::string>() +
              (is_private ? ", for the clinic only" : ""),
          2);
      put(condition(rule.at("when")), 6);
    }
  }

  void put_topics() {
    put("");
    put("topics");
    for (const Json& topic : pack_.at("topics")) {
      put(topic.at("id").get<std::string>(), 2);
      if (!topic.at("offered_when").is_null()) put("offered when " + condition(topic.at("offered_when")), 6);
      if (topic.at("withheld_when").is_null()) continue;
      put("withheld when " + condition(topic.at("withheld_when")), 6);
      put("if that is not known: " + topic.at("unknown").get<std::string>(), 6);
    }
  }

  std::string condition(const Json& when) const { return in_notation(when, pack_.at("questions")); }

  const Json& pack_;
  std::string text_;
};

}  // namespace

ExitCode run_pack_show(const PackShowArguments& arguments) {
  const Engine engine = open_engine(arguments.pack);
  const Result pack = whole_pack(engine);
  const std::string_view json = document(pack, nullptr);
  if (arguments.format == "text") {
    const Json parsed = Json::parse(json);
    write_all(STDOUT_FILENO, Summary(parsed).text());
  } else {
    write_all(STDOUT_FILENO, std::string(json) + '\n');
  }
  return ExitCode::done;
}

}  // namespace unknot::cli
