#include "engine/consultation.h"

#include "base/failure.h"
#include "compose/compose.h"
#include "intake/read.h"
#include "render/clinic.h"
#include "render/fhir.h"
#include "render/handout_json.h"
#include "render/html.h"
#include "render/json.h"
#include "render/text.h"

namespace unknot::engine {

Consultation::Consultation(std::shared_ptr<const Opened> opened, std::string_view intake, std::int64_t at)
    : opened_(std::move(opened)),
      answers_(intake::read(*opened_->pack, intake, memory_)),
      assessment_(assess::assess(*opened_->pack, answers_, memory_)),
      plan_(plan::plan(*opened_->pack, assessment_, memory_)),
      record_{*opened_->pack, answers_, assessment_, plan_, at != 0 ? at : answers_.at_unix_seconds} {}

const compose::Handout& Consultation::handout() {
  if (!handout_) {
    handout_ = compose::compose(*opened_->pack, answers_, assessment_, plan_, memory_,
                                opened_->catalogue(*answers_.handout.locale));
  }
  return *handout_;
}

std::string_view Consultation::document(Document which) {
  std::string_view& made = documents_[static_cast<std::size_t>(which)];
  if (!made.empty()) return made;
  switch (which) {
    case Document::json: return made = render::json(record_, memory_);
    case Document::handout_json: return made = render::handout_json(handout(), memory_);
    case Document::html: return made = render::html(handout(), memory_);
    case Document::text: return made = render::text(handout(), memory_);
    case Document::clinic_html: return made = render::clinic(record_, handout(), memory_);
    case Document::fhir: return made = render::fhir(record_, handout(), document(Document::html), memory_);
    case Document::count_of_documents: break;
  }
  throw Failure{Status::internal, problem(ProblemCode::internal, "", "a document")};
}

}  // namespace unknot::engine
