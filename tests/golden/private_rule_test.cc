// What is private to the clinic stands in no document that the patient gets, but for its one sentence.
#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <vector>

#include "golden.h"

namespace golden {

namespace {

using Strings = std::vector<std::string>;

void add_questions(const Json& condition, Strings& questions) {
  if (condition.is_object() && condition.contains("question")) questions.push_back(condition.at("question"));
  if (!condition.is_structured()) return;
  for (const Json& inner : condition) add_questions(inner, questions);
}

struct PrivateRule {
  std::string id;
  std::string reason;  // the reason's id
  Strings questions;   // that it asks
};

std::vector<PrivateRule> private_rules() {
  std::vector<PrivateRule> rules;
  for (const Json& rule : pack().at("rules")) {
    if (!rule.at("private").get<bool>()) continue;
    PrivateRule& added = rules.emplace_back(PrivateRule{rule.at("id"), rule.at("reason"), {}});
    add_questions(rule.at("when"), added.questions);
  }
  return rules;
}

const Json& texts_of(const Golden& golden) {
  return pack().at("text").at(Json::parse(golden.documents.at("handout.json")).at("locale").get<std::string>());
}

bool raises(const Golden& golden, const std::string& rule) {
  const Json result = Json::parse(golden.documents.at("json"));
  for (const Json& flag : result.at("flags")) {
    for (const Json& shown : flag.at("rules")) {
      if (shown.at("id") == rule && shown.at("status") == "raised") return true;
    }
  }
  return false;
}

// In small letters, with one space for any run of white space: a text may be wrapped within a phrase.
std::string folded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isspace(byte) == 0) {
      out += static_cast<char>(std::tolower(byte));
    } else if (!out.ends_with(' ')) {
      out += ' ';
    }
  }
  return out;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(PrivateRule, nothing_of_it_reaches_any_patient) {
  for (const PrivateRule& rule : private_rules()) {
    for (const Golden& golden : all()) {
      const Json& texts = texts_of(golden);
      Strings secrets = rule.questions;
      secrets.push_back(texts.at("rules").at(rule.id));
      for (const std::string& question : rule.questions) {
        for (const char* part : {"text", "help", "label"}) {
          const Json& words = texts.at("questions").at(question).at(part);
          if (words.is_string()) secrets.push_back(words);
        }
      }
      for (const char* suffix : {"html", "txt", "handout.json"}) {
        const std::string told = folded(golden.documents.at(suffix));
        for (const std::string& secret : secrets) {
          EXPECT_EQ(count(told, folded(secret)), 0u) << golden.name << "." << suffix << ": " << secret;
        }
      }
    }
  }
}

TEST(PrivateRule, a_raised_one_says_its_one_sentence_and_warns_the_clinic) {
  for (const PrivateRule& rule : private_rules()) {
    int raised = 0;
    for (const Golden& golden : all()) {
      if (!raises(golden, rule.id)) continue;
      ++raised;
      const Json& texts = texts_of(golden);
      const std::string reason = texts.at("reasons").at(rule.reason);
      EXPECT_EQ(count(golden.documents.at("handout.json"), Json(reason).dump()), 1u) << golden.name;
      EXPECT_GE(count(golden.documents.at("clinic.html"), texts.at("clinic").at("private_note")), 1u) << golden.name;
    }
    EXPECT_GE(raised, 2) << rule.id;
  }
}

// The same patient without the private answer gets the same sheet but for that sentence, if the urgency is the same.
TEST(PrivateRule, nothing_else_on_the_sheet_changes) {
  for (const PrivateRule& rule : private_rules()) {
    int compared = 0;
    for (const Golden& golden : all()) {
      if (!raises(golden, rule.id)) continue;
      Json intake = Json::parse(golden.intake);
      for (const std::string& question : rule.questions) intake.at("answers").at(question) = false;
      const std::map<std::string, std::string> other = assess(intake.dump());
      const auto kind_of = [](const auto& documents) { return Json::parse(documents.at("json")).at("kind"); };
      if (kind_of(other) != kind_of(golden.documents)) continue;
      ++compared;
      std::string page = golden.documents.at("html");
      const std::string item = "<li>" + texts_of(golden).at("reasons").at(rule.reason).get<std::string>() + "</li>\n";
      ASSERT_EQ(count(page, item), 1u) << golden.name;
      page.erase(page.find(item), item.size());
      EXPECT_EQ(page, other.at("html")) << golden.name;
    }
    EXPECT_GE(compared, 1) << rule.id;
  }
}

}  // namespace

}  // namespace golden
