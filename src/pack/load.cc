#include "pack/load.h"

#include "base/sha256.h"
#include "pack/loading.h"

namespace unknot::pack {

namespace {

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
  JsonDocument document(bytes);
  auto pack = std::make_shared<Pack>();
  Loading loading{*pack, {}, {}, {}};
  pack->source = bytes;
  pack->sha256 = sha256.empty() ? sha256_hex(compact(document.root())) : std::string(sha256);

  Members files(document.root(), "");
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
  for (const std::string& tag : languages) load_locale(texts, tag, topics, loading, document.memory());
  if (texts.members().size() != languages.size()) {
    refuse(ProblemCode::unused_id, "/text", "the languages that /pack/languages names, and no other");
  }
  if (const Json* pictures = files.find("pictures"); pictures != nullptr && !pictures->members().empty()) {
    refuse(ProblemCode::unused_id, "/pictures", "no pictures, since no text names one");
  }
  head.finish();
  files.finish();
  check_uses(loading);
  return pack;
}

}  // namespace unknot::pack
