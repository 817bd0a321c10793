// Reads a FHIR R4 QuestionnaireResponse to the pack's Questionnaire. What FHIR allows beyond it (extensions, metadata,
// narrative) is passed over; an answer that cannot be taken is refused, never dropped.
#pragma once

#include <memory_resource>
#include <string_view>

#include "intake/answers.h"
#include "pack/json.h"

namespace unknot::intake {

// `resource` and the texts of the result live in `memory`. Throws a Failure (Status::intake).
Answers read_fhir(const pack::Pack& pack, const pack::Json& resource);

}  // namespace unknot::intake
