#pragma once

#include <memory_resource>
#include <string_view>

#include "intake/answers.h"

namespace unknot::intake {

// Reads our own intake, or a FHIR resource in its place: an object with a member "resourceType".
// The texts of the result live in `memory`. Throws a Failure (Status::intake).
Answers read(const pack::Pack& pack, std::string_view json, std::pmr::memory_resource& memory);

}  // namespace unknot::intake
