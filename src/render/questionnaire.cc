#include "render/questionnaire.h"

#include <algorithm>

#include "render/enable_when.h"
#include "render/json_writer.h"

namespace unknot::render {

namespace {

using pack::Locale;
using pack::Pack;
using pack::Question;
using pack::QuestionType;
using pack::Text;

#define UNKNOT_HL7 "http://hl7.org/fhir/"
#define UNKNOT_STRUCTURE UNKNOT_HL7 "StructureDefinition/"
#define UNKNOT_SDC UNKNOT_HL7 "uv/sdc/StructureDefinition/sdc-questionnaire-"

class Writer {
 public:
  Writer(const Pack& pack, const Locale& locale, JsonWriter& json)
      : pack_(pack), locale_(locale), json_(json), system_(pack.answer_code_system()) {}

  void write() {
    json_.open_object();
    json_.text("resourceType", "Questionnaire");
    json_.text("id", pack_.id);
    json_.text("language", locale_.tag);
    write_launch_context();
    json_.text("url", pack_.questionnaire_url());
    json_.text("version", pack_.version);
    write_in_all_languages("title", [](const Locale& in) -> const Text& { return in.form.title; });
    json_.text("status", pack_.review.state == "reviewed" ? "active" : "draft");
    json_.name("subjectType");
    json_.open_list();
    json_.text("Patient");
    json_.close_list();
    json_.text("date", pack_.date);
    write_groups();
    json_.close_object();
  }

 private:
  // What the expressions of Question::initial_expression are about.
  void write_launch_context() {
    const auto is_filled_in = [](const Question& question) { return !question.initial_expression.empty(); };
    if (std::none_of(pack_.questions.begin(), pack_.questions.end(), is_filled_in)) return;
    open_list("extension");
    json_.open_object();
    json_.text("url", UNKNOT_SDC "launchContext");
    open_list("extension");
    json_.open_object();
    json_.text("url", "name");
    write_coding("valueCoding", UNKNOT_HL7 "uv/sdc/CodeSystem/launchContext", "patient", "Patient");
    json_.close_object();
    json_.open_object();
    json_.text("url", "type");
    json_.text("valueCode", "Patient");
    json_.close_object();
    json_.close_list();
    json_.close_object();
    json_.close_list();
  }

  // A group that the interview comes back to stands again, under an id of its own. No id of the pack has a dot.
  void write_groups() {
    std::vector<int> runs(pack_.group_ids.size());
    open_list("item");
    for (std::size_t at = 0; at < pack_.interview.size();) {
      const pack::Index group = pack_.questions[pack_.interview[at]].group;
      const int run = ++runs[group];
      json_.open_object();
      json_.text("linkId", "group." + pack_.group_ids.name(group) + (run == 1 ? "" : '.' + std::to_string(run)));
      write_in_all_languages("text", [&](const Locale& in) -> const Text& { return in.groups[group]; });
      json_.text("type", "group");
      open_list("item");
      for (; at < pack_.interview.size() && pack_.questions[pack_.interview[at]].group == group; ++at) {
        write_question(pack_.interview[at]);
      }
      json_.close_list();
      json_.close_object();
    }
    json_.close_list();
  }

  void write_question(pack::Index index) {
    const Question& question = pack_.questions[index];
    const bool is_coded = question.type != QuestionType::integer;
    const auto enabled_by =
        question.asked_when ? enablers(pack_, *question.asked_when) : std::optional<std::vector<Enabler>>();
    json_.open_object();
    write_extensions(question, question.asked_when && !enabled_by);
    json_.text("linkId", question.id);
    write_in_all_languages("text", [&](const Locale& in) -> const Text& { return in.questions[index].text; });
    json_.text("type", is_coded ? "choice" : "integer");
    if (enabled_by) write_enable_when(*enabled_by);
    if (question.type == QuestionType::many) json_.boolean("repeats", true);
    if (is_coded) write_options(question, index);
    if (!locale_.questions[index].help.empty()) write_help(question, index);
    json_.close_object();
  }

  void write_extensions(const Question& question, bool has_expression) {
    open_list("extension");
    switch (question.type) {
      case QuestionType::integer:
        write_limit(UNKNOT_STRUCTURE "minValue", question.minimum);
        write_limit(UNKNOT_STRUCTURE "maxValue", question.maximum);
        break;
      case QuestionType::many: write_list_of_options("check-box"); break;
      case QuestionType::one: write_list_of_options("radio-button"); break;
      case QuestionType::yes_no: write_control("radio-button"); break;
    }
    if (has_expression) write_expression(UNKNOT_SDC "enableWhenExpression", enabled_when(pack_, *question.asked_when));
    if (!question.initial_expression.empty()) {
      write_expression(UNKNOT_SDC "initialExpression", question.initial_expression);
    }
    json_.close_list();
  }

  void write_limit(std::string_view url, std::int32_t limit) {
    json_.open_object();
    json_.text("url", url);
    json_.name("valueInteger");
    json_.number(limit);
    json_.close_object();
  }

  void write_control(std::string_view code) {
    json_.open_object();
    json_.text("url", UNKNOT_STRUCTURE "questionnaire-itemControl");
    json_.name("valueCodeableConcept");
    json_.open_object();
    open_list("coding");
    json_.open_object();
    json_.text("system", UNKNOT_HL7 "questionnaire-item-control");
    json_.text("code", code);
    json_.close_object();
    json_.close_list();
    json_.close_object();
    json_.close_object();
  }

  // Options that are sentences stand below one another.
  void write_list_of_options(std::string_view control) {
    write_control(control);
    json_.open_object();
    json_.text("url", UNKNOT_STRUCTURE "questionnaire-choiceOrientation");
    json_.text("valueCode", "vertical");
    json_.close_object();
  }

  void write_expression(std::string_view url, std::string_view expression) {
    json_.open_object();
    json_.text("url", url);
    json_.name("valueExpression");
    json_.open_object();
    json_.text("language", "text/fhirpath");
    json_.text("expression", expression);
    json_.close_object();
    json_.close_object();
  }

  void write_enable_when(const std::vector<Enabler>& list) {
    open_list("enableWhen");
    for (const Enabler& enabler : list) {
      json_.open_object();
      json_.text("question", pack_.questions[enabler.question].id);
      if (enabler.code.empty()) {
        json_.text("operator", "exists");
        json_.boolean("answerBoolean", false);
      } else {
        json_.text("operator", "=");
        write_coding("answerCoding", system_, enabler.code);
      }
      json_.close_object();
    }
    json_.close_list();
    if (list.size() > 1) json_.text("enableBehavior", "any");
  }

  void write_options(const Question& question, pack::Index index) {
    open_list("answerOption");
    for (std::size_t value = 0; value < question.values.size(); ++value) {
      write_option(question.values.name(value), false, [&](const Locale& in) -> const Text& {  //
        return in.questions[index].values[value].text;
      });
    }
    const bool is_many = question.type == QuestionType::many;
    if (is_many) write_option("none", true, [](const Locale& in) -> const Text& { return in.form.none; });
    write_option(unsure_code, is_many, [](const Locale& in) -> const Text& { return in.form.unsure; });
    json_.close_list();
  }

  template <typename TextIn>
  void write_option(std::string_view code, bool excludes_others, const TextIn& text_in) {
    json_.open_object();
    if (excludes_others) {
      open_list("extension");
      json_.open_object();
      json_.text("url", UNKNOT_STRUCTURE "questionnaire-optionExclusive");
      json_.boolean("valueBoolean", true);
      json_.close_object();
      json_.close_list();
    }
    json_.name("valueCoding");
    json_.open_object();
    json_.text("system", system_);
    json_.text("code", code);
    write_in_all_languages("display", text_in);
    json_.close_object();
    json_.close_object();
  }

  void write_help(const Question& question, pack::Index index) {
    open_list("item");
    json_.open_object();
    open_list("extension");
    write_control("help");
    json_.close_list();
    json_.text("linkId", question.id + ".help");
    write_in_all_languages("text", [&](const Locale& in) -> const Text& { return in.questions[index].help; });
    json_.text("type", "display");
    json_.close_object();
    json_.close_list();
  }

  void write_coding(std::string_view name, std::string_view system, std::string_view code,
                    std::string_view display = {}) {
    json_.name(name);
    json_.open_object();
    json_.text("system", system);
    json_.text("code", code);
    if (!display.empty()) json_.text("display", display);
    json_.close_object();
  }

  // A text in the language that was asked for, and its translations beside it.
  template <typename TextIn>
  void write_in_all_languages(const std::string& name, const TextIn& text_in) {
    json_.line(name, text_in(locale_));
    if (pack_.locales.size() == 1) return;
    json_.name('_' + name);
    json_.open_object();
    open_list("extension");
    for (const Locale& other : pack_.locales) {
      if (&other != &locale_) write_translation(other.tag, text_in(other));
    }
    json_.close_list();
    json_.close_object();
  }

  void write_translation(std::string_view tag, const Text& text) {
    json_.open_object();
    json_.text("url", UNKNOT_STRUCTURE "translation");
    open_list("extension");
    json_.open_object();
    json_.text("url", "lang");
    json_.text("valueCode", tag);
    json_.close_object();
    json_.open_object();
    json_.text("url", "content");
    json_.line("valueString", text);
    json_.close_object();
    json_.close_list();
    json_.close_object();
  }

  void open_list(std::string_view name) {
    json_.name(name);
    json_.open_list();
  }

  const Pack& pack_;
  const Locale& locale_;
  JsonWriter& json_;
  const std::string system_;  // of the codes of answers
};

}  // namespace

std::string questionnaire(const Pack& pack, const Locale& locale) {
  Arena memory;
  Buffer out(memory, 64 * 1024);
  JsonWriter json(out);
  Writer(pack, locale, json).write();
  return std::string(out.finish());
}

}  // namespace unknot::render
