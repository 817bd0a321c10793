// The goldens together show everything that the pack can put on a sheet.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "golden.h"

namespace golden {

namespace {

using Names = std::set<std::string>;

// What the goldens show, each thing under a name that says what and which.
Names shown() {
  Names names;
  for (const Golden& golden : all()) {
    const Json result = Json::parse(golden.documents.at("json"));
    const Json& plan = result.at("plan");
    for (const std::string list : {"main", "more"}) {
      for (const Json& topic : plan.at(list)) names.insert(list + " " + topic.get<std::string>());
    }
    for (const Json& withheld : plan.at("withheld")) {
      const bool unanswered = withheld.at("because").empty();
      names.insert((unanswered ? "not answered " : "withheld ") + withheld.at("topic").get<std::string>());
    }
    for (const Json& note : plan.at("notes")) {
      const std::string topic = note.at("topic");
      const Json& part = note.at("part");
      names.insert(note.at("note").get<std::string>() + " " + topic + (part.is_null() ? "" : " " + std::string(part)));
    }
    for (const Json& flag : result.at("flags")) {
      names.insert("flag " + flag.at("status").get<std::string>() + " " + flag.at("id").get<std::string>());
    }
    for (const Json& contradiction : result.at("contradictions")) {
      names.insert("contradiction " + contradiction.at("id").get<std::string>());
    }

    const Json handout = Json::parse(golden.documents.at("handout.json"));
    names.insert("locale " + handout.at("locale").get<std::string>());
    names.insert("page " + handout.at("page").get<std::string>());
    names.insert(handout.at("large_print").get<bool>() ? "large print" : "normal print");
    const std::string kind = handout.at("kind");
    names.insert("kind " + kind);
    for (const Json& section : handout.at("sections")) {
      names.insert("section " + kind + " " + section.at("id").get<std::string>());
      names.insert("form " + section.at("form").get<std::string>());
      for (const Json& block : section.at("blocks")) {
        names.insert("block " + block.at("type").get<std::string>());
        if (block.contains("text")) names.insert("text " + block.at("text").get<std::string>());
      }
    }
  }
  return names;
}

// A topic is never among the rest if some slot always has room for it.
Names always_in_main() {
  Names topics;
  for (const Json& slot : pack().at("slots")) {
    if (!slot.at("kinds").empty()) continue;
    const std::size_t room = slot.at("at_most");
    for (std::size_t place = 0; place < std::min(room, slot.at("topics").size()); ++place) {
      const Json& entry = slot.at("topics")[place];
      if (entry.at("when").is_null()) topics.insert(entry.at("topic").get<std::string>());
    }
  }
  return topics;
}

// Reasons to leave a topic out that also raise the tier so far that the sheet has no such topic.
const Names second_locks = {"withheld pelvic_tilt", "not answered pelvic_tilt", "not answered water",
                            "not answered magnesium_food"};

class Coverage : public testing::Test {
 protected:
  void expect(const std::string& name) {
    const bool is_second_lock = second_locks.contains(name);
    EXPECT_NE(shown_.contains(name), is_second_lock)
        << (is_second_lock ? "no second lock, a golden shows: " : "no golden shows: ") << name;
  }

 private:
  const Names shown_ = shown();
};

TEST_F(Coverage, every_kind_and_its_sections) {
  for (const Json& kind : pack().at("kinds")) {
    const std::string id = kind.at("id");
    expect("kind " + id);
    for (const Json& section : kind.at("sections")) {
      // No open question can raise the highest tier, and only what is open leaves a sheet unfinished.
      if (section == "unfinished" && (kind.at("tier") == "emergency" || kind.at("tier") == "self_care")) continue;
      if (section == "notices" && kind.at("tier") == "self_care") continue;  // its notice is for a child: never alone
      expect("section " + id + " " + section.get<std::string>());
    }
  }
}

TEST_F(Coverage, every_topic_in_each_place_where_it_can_stand) {
  Names slot_topics;
  for (const Json& slot : pack().at("slots")) {
    for (const Json& entry : slot.at("topics")) {
      slot_topics.insert(entry.at("topic").get<std::string>());
      for (const Json& follower : entry.at("followed_by")) slot_topics.insert(follower.get<std::string>());
    }
  }
  const Names always = always_in_main();
  for (const Json& topic : pack().at("topics")) {
    const std::string id = topic.at("id");
    if (slot_topics.contains(id)) expect("main " + id);
    if (!always.contains(id)) expect("more " + id);
    if (topic.at("withheld_when").is_null()) continue;
    expect("withheld " + id);
    expect((topic.at("unknown") == "warn" ? "warn " : "not answered ") + id);
  }
}

TEST_F(Coverage, every_variant_and_part_left_out) {
  for (const Json& topic : pack().at("topics")) {
    for (const Json& adjustment : topic.at("adjustments")) {
      const std::string note = adjustment.at("note");
      const bool named = note == "part_left_out" || note == "instead";
      const std::string part = named ? " " + adjustment.at("id").get<std::string>() : "";
      expect(note + " " + topic.at("id").get<std::string>() + part);
    }
  }
}

TEST_F(Coverage, every_flag_raised_open_and_clear) {
  for (const Json& flag : pack().at("flags")) {
    for (const std::string status : {"raised", "open", "clear"}) {
      expect("flag " + status + " " + flag.get<std::string>());
    }
  }
}

TEST_F(Coverage, every_contradiction) {
  for (const Json& contradiction : pack().at("contradictions")) {
    expect("contradiction " + contradiction.at("id").get<std::string>());
  }
}

TEST_F(Coverage, every_notice) {
  for (const auto& [tag, texts] : pack().at("text").items()) {
    for (const auto& [id, notice] : texts.at("notices").items()) expect("text " + notice.get<std::string>());
  }
}

TEST_F(Coverage, every_form_of_the_sheet) {
  for (const std::string form : {"plain", "box", "topic", "brief_topic"}) expect("form " + form);
  for (const std::string type :
       {"message", "paragraph", "list", "steps", "dose", "stop_if", "caution", "evidence", "tick_sheet"}) {
    expect("block " + type);
  }
  for (const auto& [tag, texts] : pack().at("text").items()) expect("locale " + tag);
  for (const std::string page : {"A4", "Letter"}) expect("page " + page);
  for (const std::string print : {"large", "normal"}) expect(print + " print");
}

}  // namespace

}  // namespace golden
