// One intake on its way through the five stages, and the documents that come of it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string_view>

#include "assess/assessment.h"
#include "base/arena.h"
#include "compose/handout.h"
#include "engine/opened.h"
#include "intake/answers.h"
#include "plan/plan.h"
#include "render/record.h"

namespace unknot::engine {

enum class Document : std::uint8_t { json, handout_json, html, text, clinic_html, fhir, count_of_documents };

// The document that a media type names, compared without letter case and spaces, charset=utf-8 ignored.
std::optional<Document> document_of(std::string_view media_type);
// The patient's handout on paper, which another library makes of Document::handout_json.
bool is_pdf(std::string_view media_type);
// A FHIR resource.
bool is_fhir(std::string_view media_type);
// What one would need for a document that document_of does not know.
std::string_view what_is_missing(std::string_view media_type);

// Belongs to one thread at a time; what was opened is shared and immutable.
class Consultation {
 public:
  // Throws a Failure if the intake is refused; then nothing was assessed.
  Consultation(std::shared_ptr<const Opened> opened, std::string_view intake, std::int64_t at_unix_seconds);
  Consultation(const Consultation&) = delete;
  Consultation& operator=(const Consultation&) = delete;

  const render::Record& record() const { return record_; }

  // Made on first request and kept; ends in a NUL.
  std::string_view document(Document which);

 private:
  const compose::Handout& handout();

  Arena memory_;
  std::shared_ptr<const Opened> opened_;
  intake::Answers answers_;
  assess::Assessment assessment_;
  plan::Plan plan_;
  render::Record record_;
  std::optional<compose::Handout> handout_;
  std::array<std::string_view, static_cast<std::size_t>(Document::count_of_documents)> documents_;
};

}  // namespace unknot::engine
