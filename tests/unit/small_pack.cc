#include "small_pack.h"

#include "pack/load.h"

namespace unknot_test {

namespace {

const char* const kind_ids[] = {"calm", "visit", "first", "today", "now"};
const char* const tier_ids[] = {"self_care", "routine", "soon", "same_day", "emergency"};

Json sections() {
  return {"unfinished", "notices", "message",    "why",      "advice",     "tell", "contact",
          "plan",       "more",    "tick_sheet", "left_out", "safety_net", "foot"};
}

// Fixed words say their own name, and fill what they are for.
Json labels(std::initializer_list<const char*> names, const Json& texts) {
  Json all = Json::object();
  for (const char* name : names) all[name] = name;
  all.update(texts);
  return all;
}

#define UNKNOT_NAME(name) #name,

Json handout_labels() {
  return labels({UNKNOT_HANDOUT_LABELS(UNKNOT_NAME)}, {{"made_from_answers", "Made on {date}, call {call}."},
                                                       {"made_from_answers_undated", "Made on ____, call {call}."},
                                                       {"for_patient", "For {patient_name}"},
                                                       {"request", "Reference {request_id}"},
                                                       {"unfinished_one", "One question."},
                                                       {"unfinished_many", "{count} questions."},
                                                       {"because_of", "Because of {labels}:"},
                                                       {"more_elsewhere", "Ask about: {labels}."},
                                                       {"not_answered", "Not answered: {labels}."},
                                                       {"list_separator", ", "},
                                                       {"label_separator", "; "},
                                                       {"why_one_more", "One more reason."},
                                                       {"why_many_more", "{count} more reasons."},
                                                       {"sheet_day", "Day {day}"},
                                                       {"contact_clinic", "{clinic_name}"},
                                                       {"contact_phone", "Phone {clinic_phone}"},
                                                       {"contact_out_of_hours", "Closed: {out_of_hours}"},
                                                       {"contact_advice_line", "Or call {advice_line}."},
                                                       {"contact_emergency", "Emergency {emergency_number}"},
                                                       {"review_done", "Reviewed by {reviewer} on {date}."},
                                                       {"version", "Version {pack_version} of {pack_date}"},
                                                       {"sources", "Based on: {sources}."}});
}

Json clinic_labels() {
  return labels({UNKNOT_CLINIC_LABELS(UNKNOT_NAME)},
                {{"ask_first_intro", "Possibly {tier}."}, {"review_done", "Reviewed by {reviewer} on {date}."}});
}

#undef UNKNOT_NAME

Json texts() {
  Json all = {{"locale", "en-US"},
              {"language", "English"},
              {"direction", "ltr"},
              {"page", "Letter"},
              {"emergency_number", "911"},
              {"date",
               {{"long", "{month} {day}, {year}"},
                {"short", "{month} {day}"},
                {"months", {"M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "M10", "M11", "M12"}},
                {"short_months", {"m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11", "m12"}}}},
              {"form", {{"title", "Questions"}, {"unsure", "Not sure"}, {"none", "None of these"}}},
              {"groups", {{"group", "Group"}}},
              {"safety_net",
               {{"title", "Danger signs"},
                {"emergency_title", "Call {emergency_number} for:"},
                {"emergency", {"chest pain"}},
                {"clinic_title", "Call the clinic for:"},
                {"clinic", {"fever"}},
                {"return", "Come back."}}},
              {"teach_back", {"What will you do?"}},
              {"handout", handout_labels()},
              {"clinic", clinic_labels()}};
  for (const char* name : {"questions", "flags", "rules", "reasons", "contradictions", "notices", "boxes", "topics"}) {
    all[name] = Json::object();
  }
  for (const std::string tier : tier_ids) {
    all["tiers"][tier] = {{"title", "Title of " + tier}, {"action", "Action of " + tier + "."}};
  }
  for (const std::string kind : kind_ids) {
    all["kinds"][kind] = {{"title", "Title of " + kind},         {"message", "Message of " + kind + "."},
                          {"why_title", "Why of " + kind},       {"why_unfinished", "Answers are missing."},
                          {"advice_title", "Advice of " + kind}, {"advice", Json::array()},
                          {"tell_title", "Tell of " + kind},     {"tell", Json::array()}};
  }
  return all;
}

}  // namespace

SmallPack::SmallPack() {
  json = {{"pack",
           {{"id", "small"},
            {"version", "1.2.3"},
            {"date", "2026-01-02"},
            {"canonical_base", "https://small.example/fhir"},
            {"languages", {"en-US"}},
            {"review", {{"state", "none"}}},
            {"source_attributes", Json::array()},
            {"tick_sheet", {{"days", 14}, {"sequences", Json::array()}}},
            {"boxes", Json::array()},
            {"safety_net_sources", {"SRC"}},
            {"kinds", Json::array()},
            {"slots", Json::array()},
            {"notices", Json::array()}}},
          {"questions", {{"groups", {"group"}}, {"interview", Json::array()}, {"questions", Json::array()}}},
          {"rules",
           {{"flags", Json::array()},
            {"conditions", Json::array()},
            {"rules", Json::array()},
            {"contradictions", Json::array()}}},
          {"topics", {{"topics", Json::array()}}},
          {"sources", {{"sources", {{{"id", "SRC"}, {"organisation", "Source"}, {"title", "A source"}}}}}},
          {"text", {{"en-US", texts()}}}};
  for (std::size_t i = 0; i < 5; ++i) {
    json["pack"]["kinds"].push_back({{"id", kind_ids[i]},
                                     {"tier", tier_ids[i]},
                                     {"why_from", "routine"},
                                     {"topics", Json::array()},
                                     {"sections", sections()}});
  }
}

SmallPack& SmallPack::question(const std::string& id, const char* type, const std::vector<std::string>& values) {
  json["questions"]["questions"].push_back({{"id", id}, {"since", "1.0"}, {"group", "group"}, {"type", type}});
  json["questions"]["interview"].push_back(id);
  Json& texts_of_question = text()["questions"][id];
  texts_of_question = {{"text", "Text of " + id}, {"label", id}};
  for (const std::string& value : values) {
    texts_of_question["values"][value] = {{"text", "Text of " + value}, {"label", value}};
  }
  return *this;
}

SmallPack& SmallPack::yes_no(const std::string& id) { return question(id, "yes_no", {"no", "yes"}); }

SmallPack& SmallPack::one(const std::string& id, const std::vector<std::string>& values) {
  question(id, "one", values);
  json["questions"]["questions"].back()["values"] = values;
  return *this;
}

SmallPack& SmallPack::many(const std::string& id, const std::vector<std::string>& values) {
  question(id, "many", values);
  json["questions"]["questions"].back()["values"] = values;
  return *this;
}

SmallPack& SmallPack::integer(const std::string& id, int minimum, int maximum) {
  question(id, "integer", {});
  json["questions"]["questions"].back().update({{"minimum", minimum}, {"maximum", maximum}});
  return *this;
}

SmallPack& SmallPack::asked_when(const std::string& condition, const Json& otherwise) {
  json["questions"]["questions"].back().update({{"asked_when", condition}, {"else", otherwise}});
  return *this;
}

SmallPack& SmallPack::condition(const std::string& id, const std::string& when) {
  json["rules"]["conditions"].push_back({{"id", id}, {"when", when}});
  return *this;
}

SmallPack& SmallPack::rule(const std::string& id, const std::string& when, const std::string& tier, const Json& more) {
  Json added = {{"id", id}, {"flag", "flag"}, {"reason", id}, {"when", when}, {"tier", tier}, {"sources", {"SRC"}}};
  added.update(more);
  const std::string flag = added["flag"];
  const std::string reason = added["reason"];
  if (!text()["flags"].contains(flag)) json["rules"]["flags"].push_back(flag);
  text()["flags"][flag] = "Title of " + flag;
  text()["reasons"][reason] = "Patient reason of " + reason + ".";
  text()["rules"][id] = "Clinic reason of " + id + ".";
  json["rules"]["rules"].push_back(added);
  return *this;
}

SmallPack& SmallPack::contradiction(const std::string& id, const Json& more) {
  Json added = {{"id", id}};
  added.update(more);
  json["rules"]["contradictions"].push_back(added);
  text()["contradictions"][id] = "Contradiction " + id + ".";
  return *this;
}

SmallPack& SmallPack::topic(const std::string& id, const Json& more) {
  Json added = {{"id", id}, {"dose", Json::object()}, {"sources", Json::array()}};
  added.update(more);
  Json& texts_of_topic = topic_text(id);
  texts_of_topic = {{"title", "Title of " + id},
                    {"line", "Line of " + id + "."},
                    {"why", "Why of " + id + "."},
                    {"evidence", "Evidence of " + id + "."},
                    {"tick", "Tick of " + id}};
  if (added.contains("withheld_when")) texts_of_topic["left_out"] = "Instead of " + id + ".";
  if (added.value("unknown", "") == "warn") texts_of_topic["warn"] = "Warn of " + id + ".";
  for (const Json& adjustment : added.value("adjustments", Json::array())) {
    const std::string part = adjustment["id"];
    if (adjustment["note"] == "part_left_out") {
      texts_of_topic["items"].push_back({{"part", part}, {"text", part}});
    } else {
      texts_of_topic["variants"][part] = {{"note", "Note of " + part + "."}};
    }
  }
  json["topics"]["topics"].push_back(added);
  for (Json& kind : json["pack"]["kinds"]) kind["topics"].push_back(id);
  return *this;
}

SmallPack& SmallPack::slot(const std::string& id, int at_most, const Json& topics, const Json& more) {
  Json added = {{"id", id}, {"at_most", at_most}, {"topics", Json::array()}};
  for (const Json& entry : topics) added["topics"].push_back(entry.is_string() ? Json{{"topic", entry}} : entry);
  added.update(more);
  json["pack"]["slots"].push_back(added);
  return *this;
}

SmallPack& SmallPack::box(const std::string& id, const Json& topics, const Json& more) {
  json["pack"]["boxes"].push_back({{"id", id}, {"topics", topics}});
  text()["boxes"][id] = {{"title", "Title of " + id}};
  text()["boxes"][id].update(more);
  return *this;
}

SmallPack& SmallPack::sequence(const std::string& first, const std::string& question, int at_most,
                               const std::string& then) {
  json["pack"]["tick_sheet"]["sequences"].push_back(
      {{"first", first}, {"question", question}, {"at_most", at_most}, {"then", then}});
  topic_text(then)["later"] = "Later.";
  return *this;
}

SmallPack& SmallPack::picture(const std::string& topic, const std::string& id, const char* line, int number) {
  json["pictures"][id] = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180"><path d="M1 2h3"/></svg>)";
  for (Json& candidate : json["topics"]["topics"]) {
    if (candidate["id"] == topic) candidate["pictures"].push_back({{"id", id}, {line, number}});
  }
  text()["pictures"][id] = "Picture of <" + id + ">";
  return *this;
}

SmallPack& SmallPack::notice(const std::string& id, const std::string& section, const std::string& when) {
  json["pack"]["notices"].push_back({{"id", id}, {"section", section}, {"when", when}});
  text()["notices"][id] = "Notice " + id + ".";
  return *this;
}

Json& SmallPack::kind(const std::string& id) {
  for (Json& kind : json["pack"]["kinds"]) {
    if (kind["id"] == id) return kind;
  }
  throw std::out_of_range(id);
}

std::shared_ptr<const unknot::pack::Pack> SmallPack::load() const { return unknot::pack::load(json.dump()); }

SmallPack minimal_pack() { return SmallPack().yes_no("fever").rule("fever", "fever = yes", "same_day").topic("rest"); }

}  // namespace unknot_test
