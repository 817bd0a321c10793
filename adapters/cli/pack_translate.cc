// unknot pack export and import: the texts of a pack's folder as a table for a translator and a clinician, and back.
#include <unistd.h>

#include <algorithm>

#include "commands.h"
#include "csv.h"
#include "failure.h"
#include "files.h"
#include "texts.h"

namespace unknot::cli {

namespace {

using Json = nlohmann::ordered_json;
using Texts = std::map<std::string, std::string>;

constexpr std::size_t file_bytes = 16 * 1024 * 1024;
const CsvRow heading = {"id", "English", "translation", "note", "hash of the English"};
enum Column : std::size_t { id_column, english_column, translation_column, note_column, hash_column, column_count };

[[noreturn]] void refuse(const char* code, const std::string& pointer, const std::string& expected,
                         const std::string& message) {
  throw Failure{ExitCode::problem, problem_json(code, pointer, expected, message)};
}

Json read_json(const std::string& path) {
  Json json = Json::parse(read_input(path, file_bytes), nullptr, false);
  if (!json.is_object()) refuse("invalid_json", "", "a JSON object", "The pack's file is not a JSON object.");
  return json;
}

std::string text_file(const std::string& folder, const std::string& locale) {
  const auto is_plain = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (locale.empty() || !std::all_of(locale.begin(), locale.end(), is_plain)) {
    refuse("unknown_locale", "", "a language tag such as es-US", "The language tag is not valid.");
  }
  return folder + "/text/" + locale + ".json";
}

// The pack's texts in its first language, which is the one to translate from.
Json first_texts(const std::string& folder) {
  const Json head = read_json(folder + "/pack.json");
  const Json languages = head.value("languages", Json::array());
  if (!languages.is_array() || languages.empty() || !languages.front().is_string()) {
    refuse("missing_member", "/pack/languages", "at least one language", "The pack names no language.");
  }
  return read_json(text_file(folder, languages.front()));
}

// The texts in the order in which they stand in the file.
void in_order(const Json& value, const std::string& id, std::vector<std::string>& ids) {
  if (value.is_string()) ids.push_back(id);
  if (!value.is_structured()) return;
  for (const auto& [name, inner] : value.items()) {
    if (value.is_array() || is_text(name)) in_order(inner, id.empty() ? name : id + '/' + name, ids);
  }
}

std::string pointer_to(const std::string& locale, const std::string& id) { return "/text/" + locale + '/' + id; }

// The rows of a table by id.
std::map<std::string, CsvRow> read_table(const std::string& path) {
  std::vector<CsvRow> rows = read_csv(read_input(path, file_bytes));
  if (rows.empty() || rows.front() != heading) {
    refuse("invalid_csv", "/0", "the heading that pack export writes", "The table has another heading.");
  }
  std::map<std::string, CsvRow> table;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string pointer = '/' + std::to_string(i);
    if (rows[i].size() != column_count) refuse("invalid_csv", pointer, "5 fields", "The row has more or fewer fields.");
    const std::string id = rows[i][id_column];
    if (!table.emplace(id, std::move(rows[i])).second)
      refuse("duplicate_id", pointer, "each id once", "The id stands twice.");
  }
  return table;
}

std::string placeholder_note(const std::string& english) {
  std::string note;
  for (const std::string& name : placeholders_in(english)) note += (note.empty() ? "keep " : ", ") + name + '}';
  return note;
}

// A copy of the first language's texts with the translations in their places; without one a text is left out.
Json translated(const Json& english, const std::string& id, const std::map<std::string, CsvRow>& table) {
  if (english.is_string()) {
    const auto row = table.find(id);
    return row == table.end() || row->second[translation_column].empty() ? Json()
                                                                         : Json(row->second[translation_column]);
  }
  if (!english.is_structured()) return english;
  Json copy = english.is_array() ? Json::array() : Json::object();
  for (const auto& [name, inner] : english.items()) {
    const bool translates = english.is_array() || is_text(name);
    Json value = translates ? translated(inner, id.empty() ? name : id + '/' + name, table) : inner;
    if (english.is_array()) {
      copy.push_back(std::move(value));
    } else {
      copy[name] = std::move(value);
    }
  }
  return copy;
}

// For a language that has a base: what does not differ from the base is left out.
bool drop_untranslated(Json& texts) {
  if (texts.is_null()) return false;
  if (!texts.is_object()) return true;
  for (auto member = texts.begin(); member != texts.end();) {
    if (drop_untranslated(*member)) {
      ++member;
    } else {
      member = texts.erase(member);
    }
  }
  return !texts.empty();
}

class Import {
 public:
  explicit Import(const PackTranslateArguments& arguments)
      : locale_(arguments.locale),
        file_(text_file(arguments.pack, arguments.locale)),
        english_(first_texts(arguments.pack)),
        table_(read_table(arguments.table)) {
    if (exists(file_)) old_ = read_json(file_);
    check();
  }

  const std::string& file() const { return file_; }

  std::string json() const {
    Json texts = translated(english_, "", table_);
    if (old_.contains("base")) {
      for (const char* name : {"locale", "direction", "page"}) texts.erase(name);
      drop_untranslated_lists(texts);
      drop_untranslated(texts);
      Json head{{"locale", locale_}, {"base", old_.at("base")}};
      head.update(texts);
      texts = head;
    }
    texts["locale"] = locale_;
    // What the first language has no text for, and what is no text, stays as it was.
    for (const auto& [name, value] : old_.items()) {
      if (!is_text(name) || !english_.contains(name) || english_.at(name).is_null()) texts[name] = value;
    }
    return texts.dump(2) + '\n';
  }

 private:
  // All that is wrong, so that it can be mended in one go.
  void check() const {
    std::string problems;
    const auto add = [&](const char* code, const std::string& id, const char* expected, const char* message) {
      problems += (problems.empty() ? "" : "\n") + problem_json(code, pointer_to(locale_, id), expected, message);
    };
    std::vector<std::string> ids;
    in_order(english_, "", ids);
    const Texts english = texts_in(english_);
    for (const std::string& id : ids) {
      const auto row = table_.find(id);
      const bool is_empty = row == table_.end() || row->second[translation_column].empty();
      if (is_empty && !old_.contains("base")) {
        add("missing_text", id, "a translation", "The translation is missing.");
      } else if (!is_empty && row->second[hash_column] != fingerprint(english.at(id))) {
        add("stale_translation", id, "a translation of the present text",
            "The English changed since it was translated.");
      } else if (!is_empty && placeholders_in(row->second[translation_column]) != placeholders_in(english.at(id))) {
        add("invalid_placeholder", id, "the placeholders of the English",
            "The text does not hold the placeholders that it should.");
      }
    }
    for (const auto& [id, row] : table_) {
      if (english.count(id) == 0) add("unknown_id", id, "a text of the pack", "The pack has no such text.");
    }
    if (!problems.empty()) throw Failure{ExitCode::problem, problems};
  }

  // A list is taken from the base whole or not at all: one line of it cannot be.
  static void drop_untranslated_lists(Json& texts) {
    if (!texts.is_structured()) return;
    for (auto& [name, value] : texts.items()) {
      if (value.is_array()) {
        bool is_whole = true;
        bool is_any = false;
        for (const Json& entry : value) {
          const bool is_there = entry.is_object() ? !entry.value("text", Json()).is_null() : !entry.is_null();
          is_whole = is_whole && is_there;
          is_any = is_any || is_there;
        }
        if (is_any && !is_whole) {
          refuse("missing_text", "", "all lines of the list " + name + ", or none", "A list is translated in part.");
        }
        if (!is_any) value = nullptr;
      } else {
        drop_untranslated_lists(value);
      }
    }
  }

  std::string locale_;
  std::string file_;
  Json english_;
  std::map<std::string, CsvRow> table_;
  Json old_ = Json::object();
};

}  // namespace

ExitCode run_pack_export(const PackTranslateArguments& arguments) {
  const Json english = first_texts(arguments.pack);
  const std::string file = text_file(arguments.pack, arguments.locale);
  const Texts translations = exists(file) ? texts_in(read_json(file)) : Texts();
  const std::map<std::string, CsvRow> previous =
      arguments.previous.empty() ? std::map<std::string, CsvRow>() : read_table(arguments.previous);
  const Texts texts = texts_in(english);
  std::vector<std::string> ids;
  in_order(english, "", ids);
  std::vector<CsvRow> rows = {heading};
  for (const std::string& id : ids) {
    const std::string& text = texts.at(id);
    const auto translation = translations.find(id);
    CsvRow row = {id, text, translation == translations.end() ? "" : translation->second, placeholder_note(text),
                  fingerprint(text)};
    if (const auto old = previous.find(id); old != previous.end()) {
      const bool is_stale = old->second[hash_column] != row[hash_column];
      row[translation_column] = is_stale ? "" : old->second[translation_column];
      row[note_column] = is_stale ? "The English changed. It was: " + old->second[english_column] + " / " +
                                        old->second[translation_column]
                                  : old->second[note_column];
    }
    rows.push_back(std::move(row));
  }
  const std::string table = write_csv(rows);
  arguments.table.empty() ? write_all(STDOUT_FILENO, table) : write_file(arguments.table, table);
  return ExitCode::done;
}

ExitCode run_pack_import(const PackTranslateArguments& arguments) {
  const Import import(arguments);
  write_file(import.file(), import.json());
  return ExitCode::done;
}

}  // namespace unknot::cli
