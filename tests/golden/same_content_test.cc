// The page, the plain text and the handout's data tell the patient the same words in the same order.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "golden.h"

namespace golden {

namespace {

using Words = std::vector<std::string>;

enum class Written { as_page, as_text };

// The words that a form must hold, from the handout's data. The forms differ in marks only: the text writes bullets,
// numbers, a full stop after a short topic's title, and a tick row's boxes in front of it.
class WordsOfData {
 public:
  WordsOfData(const Json& handout, Written form) : handout_(handout), as_text_(form == Written::as_text) {}

  Words all() {
    add(handout_.at("title"));
    if (!handout_.at("patient").is_null()) add(handout_.at("patient"));
    for (const Json& section : handout_.at("sections")) add_section(section);
    return std::move(words_);
  }

 private:
  void add(const std::string& text) {
    std::istringstream stream(text);
    for (std::string word; stream >> word;) words_.push_back(word);
  }

  void add_section(const Json& section) {
    const bool is_brief = section.at("form") == "brief_topic";
    if (as_text_ && section.at("form") != "plain") add("*");
    if (!section.at("heading").is_null())
      add(section.at("heading").get<std::string>() + (as_text_ && is_brief ? "." : ""));
    for (const Json& block : section.at("blocks")) add_block(block);
  }

  void add_block(const Json& block) {
    if (block.at("type") == "tick_sheet") return add_tick_sheet(block);
    const bool has_items = block.contains("items");
    if (block.contains("label")) add(block.at("label").get<std::string>() + (has_items ? "" : ":"));
    if (!has_items) return add(block.at("text"));
    const bool numbered = block.at("type") == "steps";
    int number = 0;
    for (const Json& item : block.at("items")) {
      ++number;
      if (as_text_) add(numbered ? std::to_string(number) + "." : "-");
      add(item);
    }
  }

  void add_tick_sheet(const Json& sheet) {
    const Json& days = sheet.at("days");
    for (std::size_t first = 0; first < days.size(); first += 7) {
      const std::size_t last = std::min(first + 7, days.size());
      add_heads(days, first, last);
      for (const Json& row : sheet.at("rows")) add_row(row, first, last);
    }
  }

  void add_heads(const Json& days, std::size_t first, std::size_t last) {
    const auto add_if_given = [&](const Json& text) {
      if (!text.is_null()) add(text);
    };
    for (std::size_t day = first; day < last; ++day) {
      add(days[day].at("text"));
      if (!as_text_) add_if_given(days[day].at("date"));
    }
    for (std::size_t day = first; as_text_ && day < last; ++day) add_if_given(days[day].at("date"));
  }

  void add_row(const Json& row, std::size_t first, std::size_t last) {
    std::string marks;
    bool any = false;
    for (std::size_t day = first; day < last; ++day) {
      const auto& due = row.at("days");
      const bool is_due = std::find(due.begin(), due.end(), day + 1) != due.end();
      any = any || is_due;
      marks += as_text_ ? (is_due ? "[ ] " : "- ") : (is_due ? "☐ " : "– ");
    }
    if (!any) return;  // a week in which a row has no day does not show it
    const std::string action = row.at("text");
    add(as_text_ ? marks + action : action + " " + marks);
  }

  const Json& handout_;
  bool as_text_;
  Words words_;
};

Words words_of_text(const std::string& text) {
  Words words;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) {
    const bool is_underline =
        word.size() > 1 && word.find_first_not_of(word[0] == '=' ? '=' : '-') == std::string::npos;
    if (!is_underline) words.push_back(word);
  }
  return words;
}

std::string without_entities(std::string text) {
  const std::pair<const char*, const char*> entities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};  // the last one last
  for (const auto& [entity, character] : entities) {
    for (std::size_t at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1)) {
      text.replace(at, std::string(entity).size(), character);
    }
  }
  return text;
}

Words words_of_page(const std::string& page) {
  std::string text;
  bool in_tag = false;
  for (std::size_t i = page.find("<body>"); i < page.size(); ++i) {
    if (page[i] == '<') in_tag = true;
    if (!in_tag) text += page[i];
    if (page[i] == '>') {
      in_tag = false;
      text += ' ';
    }
  }
  Words words;
  std::istringstream stream(without_entities(text));
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// What the pictures show, in their order: the page says it to who cannot see it, the text not at all, since the line
// that a picture shows says what to do.
std::vector<std::string> pictures_of_data(const Json& handout) {
  std::vector<std::string> all;
  for (const Json& section : handout.at("sections")) {
    for (const Json& block : section.at("blocks")) {
      for (const Json& picture : block.value("pictures", Json::array())) {
        all.push_back(picture.at("alternative_text"));
        all.push_back(block.at("items").at(picture.at("item").get<std::size_t>() - 1));
      }
    }
  }
  return all;
}

std::vector<std::string> pictures_of_page(const std::string& page) {
  std::vector<std::string> all;
  const auto between = [&](std::size_t& at, const std::string& opening, const std::string& closing) {
    const std::size_t from = page.find(opening, at) + opening.size();
    at = page.find(closing, from);
    all.push_back(without_entities(page.substr(from, at - from)));
  };
  for (std::size_t at = page.find("<svg"); at != std::string::npos; at = page.find("<svg", at)) {
    between(at, "aria-label=\"", "\"");
    between(at, "<figcaption>", "</figcaption>");
  }
  return all;
}

void expect_same(const std::string& name, const Words& data, const Words& written) {
  const auto [in_data, in_form] = std::mismatch(data.begin(), data.end(), written.begin(), written.end());
  if (in_data == data.end() && in_form == written.end()) return;
  const auto next = [](auto from, auto end) {
    std::string words;
    for (int count = 0; from != end && count < 8; ++from, ++count) words += " " + *from;
    return words;
  };
  ADD_FAILURE() << name << " at word " << in_data - data.begin() << "\ndata:" << next(in_data, data.end())
                << "\nform:" << next(in_form, written.end());
}

TEST(SameContent, text_and_page_say_the_words_of_the_data) {
  for (const Golden& golden : all()) {
    const Json handout = Json::parse(golden.documents.at("handout.json"));
    expect_same(golden.name + ".txt", WordsOfData(handout, Written::as_text).all(),
                words_of_text(golden.documents.at("txt")));
    expect_same(golden.name + ".html", WordsOfData(handout, Written::as_page).all(),
                words_of_page(golden.documents.at("html")));
  }
}

TEST(SameContent, the_page_has_the_pictures_of_the_data_with_their_captions) {
  std::size_t count = 0;
  for (const Golden& golden : all()) {
    const auto pictures = pictures_of_data(Json::parse(golden.documents.at("handout.json")));
    EXPECT_EQ(pictures_of_page(golden.documents.at("html")), pictures) << golden.name;
    count += pictures.size();
  }
  EXPECT_GT(count, 0u);
}

TEST(SameContent, the_clinics_copy_ends_with_the_patients_page) {
  for (const Golden& golden : all()) {
    const std::string& page = golden.documents.at("html");
    const std::string sheet = page.substr(page.find("<div class=\"handout"));
    EXPECT_TRUE(golden.documents.at("clinic.html").ends_with(sheet)) << golden.name;
  }
}

}  // namespace

}  // namespace golden
