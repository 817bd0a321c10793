// The questions as a FHIR R4 Questionnaire, in one language, the pack's other languages as translations.
#pragma once

#include <string>

#include "pack/pack.h"

namespace unknot::render {

std::string questionnaire(const pack::Pack& pack, const pack::Locale& locale);

}  // namespace unknot::render
