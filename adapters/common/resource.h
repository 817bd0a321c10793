// FHIR among the intakes.
#pragma once

#include <string_view>

namespace unknot::adapters {

// Whether an intake is meant as a FHIR resource, which may bring its own time.
inline bool is_resource(std::string_view intake) { return intake.find("\"resourceType\"") != std::string_view::npos; }

}  // namespace unknot::adapters
