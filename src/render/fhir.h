// application/fhir+json: what the assessment asks of an EHR, as one transaction of FHIR R4 resources.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "compose/handout.h"
#include "render/record.h"

namespace unknot::render {

// `page` is the handout as text/html. Throws a Failure (Status::argument) if the record has no time.
std::string_view fhir(const Record& record, const compose::Handout& handout, std::string_view page, Arena& memory);

}  // namespace unknot::render
