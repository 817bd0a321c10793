// The schemas themselves: a document with a member removed or of another type is refused. The pack, which is large, is
// left to ajv.mjs.
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "intakes.h"
#include "schema.h"
#include "support.h"

namespace unknot_test {
namespace {

using Pointer = Json::json_pointer;

// Calls `visit` with the pointer of every value in the document but the whole.
void for_each(const Json& value, const Pointer& at, const std::function<void(const Pointer&)>& visit) {
  if (!at.empty()) visit(at);
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) for_each(member, at / name, visit);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) for_each(value[i], at / i, visit);
  }
}

// A value that is of no type that any document has there.
Json of_another_type(const Json& value) { return value.is_object() ? Json(7.5) : Json{{"other", 7.5}}; }

struct Published {
  std::string schema;
  Json document;
  // Whether a member may be absent; what stands in a map by id always may.
  std::function<bool(const Pointer&)> optional;
};

bool in(const Pointer& at, const std::string& folder) { return at.to_string().rfind(folder, 0) == 0; }

// Patients whose documents hold, together, all that the schemas describe.
const std::set<std::string> chosen = {"desk_worker", "contradictions/several.json", "every member"};

// A document for each schema, and three for those of a patient.
std::vector<Published> published() {
  const auto required = [](const Pointer&) { return false; };
  std::vector<Published> all;
  all.push_back({"info", Json::parse(unknot_engine_info(engine(), nullptr)), required});

  unknot_result* made = nullptr;
  unknot_engine_questions(engine(), nullptr, nullptr, &made);
  all.push_back({"questions", Json::parse(document(Result(made), UNKNOT_MEDIA_JSON)), required});

  unknot_assess(engine(), nullptr, "[]", 2, &made);
  all.push_back({"problem", Json::parse(unknot_result_error(Result(made).get())), required});

  for (const Intake& intake : accepted_intakes()) {
    if (!chosen.count(intake.about)) continue;
    const Result result = assess(intake.bytes);
    all.push_back({"result", Json::parse(document(result, UNKNOT_MEDIA_JSON)),
                   [](const Pointer& at) { return in(at, "/answers/") || in(at, "/request/"); }});
    const Json handout = Json::parse(document(result, UNKNOT_MEDIA_HANDOUT_JSON));
    all.push_back({"handout", handout, [handout](const Pointer& at) {
                     return at.back() == "pictures" ||
                            (at.back() == "label" && handout.at(at.parent_pointer()).at("type") == "list");
                   }});
  }
  if (all.size() != 3 + 2 * chosen.size()) throw std::logic_error("a chosen patient is gone");
  return all;
}

TEST(Schemas, RefuseADocumentWithAMemberRemoved) {
  for (const Published& one : published()) {
    const Schema schema(one.schema);
    for_each(one.document, Pointer(), [&](const Pointer& at) {
      if (!one.document.at(at.parent_pointer()).is_object() || one.optional(at)) return;
      Json changed = one.document;
      changed.at(at.parent_pointer()).erase(at.back());
      EXPECT_FALSE(schema.accepts(changed)) << one.schema << at.to_string();
    });
  }
}

TEST(Schemas, RefuseADocumentWithAValueOfAnotherType) {
  for (const Published& one : published()) {
    const Schema schema(one.schema);
    for_each(one.document, Pointer(), [&](const Pointer& at) {
      Json changed = one.document;
      changed.at(at) = of_another_type(changed.at(at));
      EXPECT_FALSE(schema.accepts(changed)) << one.schema << at.to_string();
    });
  }
}

}  // namespace
}  // namespace unknot_test
