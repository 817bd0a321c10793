#include "pack/load.h"

#include "base/sha256.h"
#include "pack/loading.h"

namespace unknot::pack {

namespace {

// Refuses what nlohmann::json would pass over: a member that stands twice, and nesting without end.
class Parsing {
 public:
  Json parse(std::string_view bytes) {
    if (bytes.size() > limits::pack_bytes) refuse(ProblemCode::too_large, "", "at most 16 MiB");
    const auto watch = [this](int depth, Json::parse_event_t event, Json& value) {
      return inspect(depth, event, value);
    };
    Json json = Json::parse(bytes.begin(), bytes.end(), watch, false);
    if (json.is_discarded()) refuse(ProblemCode::invalid_json, "", "one JSON object");
    return json;
  }

 private:
  bool inspect(int depth, Json::parse_event_t event, const Json& value) {
    if (depth >= limits::pack_depth) refuse(ProblemCode::too_deep, "", "at most 16 levels");
    if (event == Json::parse_event_t::object_start) {
      open_.emplace_back();
    } else if (event == Json::parse_event_t::object_end) {
      open_.pop_back();
    } else if (event == Json::parse_event_t::key) {
      const auto& name = value.get_ref<const std::string&>();
      if (!open_.back().insert(name).second) refuse(ProblemCode::duplicate_member, "", "each member once: " + name);
    }
    return true;
  }

  std::vector<std::set<std::string>> open_;
};

void load_head(Members& head, Pack& pack) {
  pack.id = head.text("id");
  pack.version = head.text("version");
  pack.date = head.text("date");
  Members review = head.object("review");
  pack.review.state = review.text("state");
  pack.review.reviewer = review.text_or_empty("reviewer");
  pack.review.date = review.text_or_empty("date");
  const bool reviewed = pack.review.state == "reviewed";
  if (!reviewed && pack.review.state != "none") {
    refuse(ProblemCode::unknown_value, review.pointer_to("state"), "none or reviewed");
  }
  if (reviewed == pack.review.reviewer.empty() || reviewed == pack.review.date.empty()) {
    refuse(ProblemCode::missing_member, review.pointer(), "reviewer and date exactly if the state is reviewed");
  }
  review.finish();
  for (const Json& entry : head.list("source_attributes")) {
    Members attribute(entry, head.pointer_to("source_attributes"));
    pack.source_attributes.push_back({attribute.text("name"), attribute.text("value")});
    attribute.finish();
  }
}

}  // namespace

std::shared_ptr<const Pack> load(std::string_view bytes, std::string_view sha256) {
  const Json json = Parsing().parse(bytes);
  auto pack = std::make_shared<Pack>();
  Loading loading{*pack, {}, {}, {}};
  pack->source = bytes;
  pack->sha256 = sha256.empty() ? sha256_hex(json.dump()) : std::string(sha256);

  Members files(json, "");
  Members head = files.object("pack");
  load_head(head, *pack);
  load_sources(files.get("sources"), loading);
  load_questions(files.get("questions"), loading);
  load_rules(files.get("rules"), loading);
  const Json& topics = files.get("topics");
  load_topics(topics, loading);
  load_handout_kinds(head, loading);
  const std::vector<std::string> languages = head.texts("languages");
  if (languages.empty()) refuse(ProblemCode::missing_member, "/pack/languages", "at least one language");
  const Json& texts = files.get("text");
  for (const std::string& tag : languages) load_locale(texts, tag, topics, loading);
  if (texts.size() != languages.size()) {
    refuse(ProblemCode::unused_id, "/text", "the languages that /pack/languages names, and no other");
  }
  if (const Json* pictures = files.find("pictures"); pictures != nullptr && !pictures->empty()) {
    refuse(ProblemCode::unused_id, "/pictures", "no pictures, since no text names one");
  }
  head.finish();
  files.finish();
  check_uses(loading);
  return pack;
}

}  // namespace unknot::pack
