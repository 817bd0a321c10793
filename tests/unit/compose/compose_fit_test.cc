// What finds room on the paper. That the rooms are those of real pages is seen by printing them: tests/pages.
#include <gmock/gmock.h>

#include <regex>

#include "compose/sheet.h"
#include "pack/load.h"

namespace {

using namespace unknot_test;
using Form = unknot::compose::Section::Form;
using unknot::pack::SectionId;

constexpr const char* adult =
    R"({"age": 40, "duration_days": 1, "onset": "after_strain", "conditions": [], "medicines": [], "allergies": [],
        "things_at_home": ["foam_roller"], "stress": "high", "desk_work": true, "heavy_work": true, "fever": false,
        "osteoporosis": false, "steroids_long_term": false, "cancer": "never", "injury": "none", "pregnancy": "no",
        "sex_at_birth": "male", "belly_pain": false, "weight_loss": "none", "infection_risk": []})";

std::vector<std::string> told(const Visit& visit, SectionId id, Form form) {
  std::vector<std::string> topics;
  for (const auto& section : visit.handout.sections) {
    if (section.id == id && section.form == form) topics.emplace_back(section.topic);
  }
  return topics;
}

std::string named(const Visit& visit) {
  std::string all;
  for (const auto& section : visit.handout.sections) {
    if (section.id == SectionId::more && section.form == Form::plain) {
      for (const std::string& block : blocks_of(visit.handout, section)) all += block;
    }
  }
  return all;
}

TEST(Fit, AShortSheetTellsAll) {
  SmallPack pack = SmallPack().yes_no("a").rule("r", "a = yes", "routine").topic("heat").topic("walk");
  pack.slot("warmth", 1, {"heat"});
  const Visit visit(pack, R"({"a": false})");
  EXPECT_THAT(told(visit, SectionId::plan, Form::topic), testing::ElementsAre("heat"));
  EXPECT_THAT(told(visit, SectionId::more, Form::brief_topic), testing::ElementsAre("walk"));
  EXPECT_EQ(named(visit), "");
}

TEST(Fit, EveryTopicIsToldOrNamedOnceInOrder) {
  for (const char* options : {"", R"("handout": {"page": "A4"})", R"("handout": {"large_print": true})"}) {
    const Visit visit(unknot::pack::load_embedded(), adult, options);
    std::vector<std::string> plan;
    for (const auto& section : visit.handout.sections) {
      if (section.id == SectionId::plan && !section.topic.empty()) plan.emplace_back(section.topic);
    }
    EXPECT_EQ(plan, visit.topics(visit.plan.main));
    const std::vector<std::string> more = told(visit, SectionId::more, Form::brief_topic);
    const std::string rest = named(visit);
    for (const unknot::pack::Index topic : visit.plan.more) {
      const bool is_told = std::count(more.begin(), more.end(), visit.pack->topics[topic].id) == 1;
      const std::string title =
          words(visit.handout.locale == "en-US" ? visit.answers.handout.locale->topics[topic].title.text
                                                : unknot::pack::Line());
      EXPECT_NE(is_told, rest.find(title) != std::string::npos) << title;
    }
  }
}

TEST(Fit, WhereThereIsNoRoomTheLastTopicsAreToldInBriefThoseWithDrawnStepsAfterTheOthers) {
  const Visit visit(unknot::pack::load_embedded(), adult, R"("handout": {"large_print": true})");
  const auto draws_steps = [&](const std::string& topic) {
    const auto& illustrations =
        visit.pack->topics[static_cast<std::size_t>(visit.pack->topic_ids.find(topic))].illustrations;
    return std::any_of(illustrations.begin(), illustrations.end(), [](const auto& shown) { return shown.is_of_step; });
  };
  const std::vector<std::string> brief = told(visit, SectionId::plan, Form::brief_topic);
  EXPECT_FALSE(brief.empty());
  if (!std::any_of(brief.begin(), brief.end(), draws_steps)) return;
  const std::vector<std::string> whole = told(visit, SectionId::plan, Form::topic);
  EXPECT_TRUE(std::all_of(whole.begin(), whole.end(), draws_steps));
}

TEST(Fit, WhatFindsNoRoomIsNamed) {
  SmallPack pack = SmallPack().yes_no("a").rule("r", "a = yes", "routine");
  for (const char* topic : {"one", "two", "three"}) {
    pack.topic(topic);
    pack.topic_text(topic)["line"] = std::string(2200, 'x');
  }
  const Visit visit(pack, R"({"a": false})");
  EXPECT_THAT(told(visit, SectionId::more, Form::brief_topic), testing::ElementsAre("one", "two"));
  EXPECT_EQ(named(visit), "paragraph: Ask about: Title of three.");
}

// The check sheet says to do it when the days of the other are over.
TEST(Fit, WhatFollowsOnThePlanIsToldWhateverTheRoom) {
  SmallPack pack = SmallPack().yes_no("a").integer("days", 0, 9).rule("r", "a = yes or days > 8", "routine");
  for (const char* topic : {"cold", "walk", "heat"}) {
    pack.topic(topic);
    pack.topic_text(topic)["line"] = std::string(4000, 'x');
    pack.topic_text(topic)["why"] = std::string(4000, 'x');
  }
  pack.topic_text("heat")["later"] = "Later.";
  pack.slot("warmth", 1, {"cold", "heat"}).sequence("cold", "days", 3, "heat");
  const Visit visit(pack, R"({"a": false, "days": 0})");
  EXPECT_THAT(told(visit, SectionId::more, Form::brief_topic), testing::ElementsAre("heat"));
  EXPECT_EQ(named(visit), "paragraph: Ask about: Title of walk.");
}

// What tells when to stop is told of every topic that has it, in brief too.
TEST(Fit, ABriefTopicSaysWhenToStop) {
  const Visit visit(unknot::pack::load_embedded(), adult, R"("handout": {"large_print": true})");
  std::size_t briefs = 0;
  for (const auto& section : visit.handout.sections) {
    if (section.form != Form::brief_topic) continue;
    const auto topic = static_cast<std::size_t>(visit.pack->topic_ids.find(section.topic));
    const bool has = !visit.answers.handout.locale->topics[topic].stop_if.text.empty();
    const auto blocks = visit.handout.blocks_of(section);
    const bool says = std::any_of(blocks.begin(), blocks.end(), [](const auto& block) {
      return block.type == unknot::compose::Block::Type::stop_if;
    });
    EXPECT_EQ(has, says) << section.topic;
    briefs += has;
  }
  EXPECT_GT(briefs, 2u);
}

// A topic that is told in brief keeps its dose.
TEST(Fit, ABriefTopicHoldsEveryNumberOfItsDose) {
  const auto pack = unknot::pack::load_embedded();
  const Json source = Json::parse(unknot::pack::embedded());
  for (const auto& locale : pack->locales) {
    for (std::size_t i = 0; i < pack->topics.size(); ++i) {
      std::string brief = words(locale.topics[i].line.text);
      for (const auto& item : locale.topics[i].items) brief += ' ' + words(item.text);
      const Json& dose = source["topics"]["topics"][i]["dose"];
      for (const auto& [name, value] : dose.items()) {
        for (const Json& number : value.is_array() ? value : Json::array({value})) {
          EXPECT_TRUE(std::regex_search(brief, std::regex("\\b" + number.dump() + "\\b")))
              << locale.tag << ' ' << pack->topics[i].id << ' ' << name << ' ' << number;
        }
      }
    }
  }
}

}  // namespace
