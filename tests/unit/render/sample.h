// A visit whose sheet has something of everything.
#pragma once

#include "visit.h"

namespace unknot_test {

inline SmallPack sample_pack() {
  SmallPack pack;
  pack.yes_no("fever").integer("days", 0, 99).many("ills", {"frail", "clot"}).yes_no("unsafe");
  pack.rule("fever", "fever = yes", "routine", {{"flag", "fever"}});
  pack.rule("long", "days > 90 and ills has frail", "soon", {{"flag", "long"}});
  pack.rule("unsafe", "unsafe = yes", "routine", {{"flag", "other"}, {"private", true}});
  pack.contradiction("odd", {{"when", "fever = yes and days = 0"}});
  pack.topic("cold").topic("heat").topic("walk").topic("pill");
  pack.topic("roll", {{"withheld_when", "ills has clot"}, {"unknown", "withhold"}});
  pack.slot("warmth", 1, {"cold"}).slot("move", 1, {"walk"}).slot("pain", 1, {"pill"});
  pack.box("relief", {"pill"}, {{"caution", "Ask & wait."}});
  pack.sequence("cold", "days", 3, "heat");
  pack.topic_text("walk").update({{"steps", {"Stand up.", "Walk & talk."}}, {"dose", "5 minutes"}});
  pack.text()["handout"]["plan_title"] = "Plan < 2 weeks";
  pack.text()["questions"]["days"]["unit"] = "days";
  return pack;
}

inline constexpr const char* sample_answers =
    R"({"fever": true, "days": 2, "ills": ["clot", "frail"], "unsafe": false})";
inline constexpr const char* sample_options = R"("request": {"id": "r-1", "subject": "<Patient> & 1"},
  "handout": {"date": "2026-01-30", "patient_name": "<b>O'Brien & \"Söhne\"</b>", "clinic": {"phone": "555 <1>"}})";

}  // namespace unknot_test
