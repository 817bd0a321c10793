#include "pack/load.h"

#include "base/sha256.h"
#include "base/text_fields.h"
#include "pack/loading.h"
#include "pack/overlay.h"

namespace unknot::pack {

namespace {

Clinic load_clinic(Members members) {
  const auto field = [&](std::string_view name, std::size_t limit) {
    std::string text(members.text_or_empty(name));
    if (const auto problem = problem_in_name(text, limit)) {
      refuse(problem->code, members.pointer_to(name), problem->expected);
    }
    return text;
  };
  Clinic clinic;
  clinic.name = field("name", limits::name_bytes);
  clinic.phone = field("phone", limits::phone_bytes);
  clinic.out_of_hours = field("out_of_hours", limits::out_of_hours_bytes);
  members.finish();
  return clinic;
}

void load_head(Members& head, Pack& pack) {
  pack.id = head.text("id");
  pack.version = head.text("version");
  pack.date = head.text("date");
  pack.review = load_review(head.object("review"));
  if (head.find("clinic") != nullptr) pack.clinic = load_clinic(head.object("clinic"));
  for (const Json& entry : head.list("source_attributes")) {
    Members attribute(entry, head.pointer_to("source_attributes"));
    pack.source_attributes.push_back({std::string(attribute.text("name")), std::string(attribute.text("value"))});
    attribute.finish();
  }
}

std::shared_ptr<Pack> load_whole(const Json& root, std::pmr::memory_resource& memory) {
  auto pack = std::make_shared<Pack>();
  Loading loading{*pack, {}, {}, {}, {}};
  Members files(root, "");
  Members head = files.object("pack");
  load_head(head, *pack);
  load_pictures(files.find("pictures"), *pack);
  load_sources(files.get("sources"), loading);
  load_questions(files.get("questions"), loading);
  load_rules(files.get("rules"), loading);
  load_codes(head, *pack);
  const Json& topics = files.get("topics");
  load_topics(topics, loading);
  load_handout_kinds(head, loading);
  const std::vector<std::string> languages = head.texts("languages");
  if (languages.empty()) refuse(ProblemCode::missing_member, "/pack/languages", "at least one language");
  const Json& texts = files.get("text");
  for (const std::string& tag : languages) load_locale(texts, tag, topics, loading, memory);
  if (texts.members().size() != languages.size()) {
    refuse(ProblemCode::unused_id, "/text", "the languages that /pack/languages names, and no other");
  }
  head.finish();
  files.finish();
  check_uses(loading);
  return pack;
}

// The pack has been checked by itself: what is wrong with the whole is the overlay's.
std::shared_ptr<Pack> load_overlaid(const std::shared_ptr<JsonDocument>& document, std::string_view bytes) {
  try {
    const auto overlay = std::make_shared<const JsonDocument>(bytes);
    const Json whole = overlaid(document->root(), overlay->root(), document->memory());
    const std::shared_ptr<Pack> pack = load_whole(whole, document->memory());
    pack->documents = {document, overlay};  // GCOVR_EXCL_BR_LINE: what is undone if memory runs out
    pack->own_source = compact(whole);
    pack->source = pack->own_source;
    pack->overlay_sha256 = sha256_hex(compact(overlay->root()));
    return pack;
  } catch (Failure& failure) {  // GCOVR_EXCL_BR_LINE: only memory that runs out is another
    std::string& pointer = failure.problem.pointer;
    if (pointer.rfind(overlay_pointer, 0) != 0) pointer = pointer_in_overlay(pointer, document->root());
    throw;
  }
}

}  // namespace

Review load_review(Members members) {
  Review review;
  review.state = members.text("state");
  review.reviewer = members.text_or_empty("reviewer");
  review.date = members.text_or_empty("date");
  const bool reviewed = review.state == "reviewed";
  if (!reviewed && review.state != "none") {
    refuse(ProblemCode::unknown_value, members.pointer_to("state"), "none or reviewed");
  }
  if (reviewed == review.reviewer.empty() || reviewed == review.date.empty()) {
    refuse(ProblemCode::missing_member, members.pointer(), "reviewer and date exactly if the state is reviewed");
  }
  members.finish();
  return review;
}

std::shared_ptr<const Pack> load(std::string_view bytes, std::string_view sha256,
                                 std::optional<std::string_view> overlay) {
  const auto document = std::make_shared<JsonDocument>(bytes);
  std::shared_ptr<Pack> pack = load_whole(document->root(), document->memory());
  pack->documents = {document};  // GCOVR_EXCL_BR_LINE: what is undone if memory runs out
  pack->source = bytes;
  std::string hash(sha256);
  if (hash.empty()) {
    hash = sha256_hex(compact(document->root()));
    pack->own_source = bytes;
    pack->source = pack->own_source;
  }
  if (overlay) pack = load_overlaid(document, *overlay);
  pack->sha256 = std::move(hash);
  return pack;
}

}  // namespace unknot::pack
