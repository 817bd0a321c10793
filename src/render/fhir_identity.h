// Names of FHIR resources that are the same whenever the same request is answered, and of nothing else.
#pragma once

#include <string>
#include <string_view>

#include "render/record.h"

namespace unknot::render {

// "urn:uuid:…", a UUIDv5 over the patient, the request's id, the pack's hashes and the resource's key. Only a request
// that names both patient and id is told from others by it.
std::string fhir_identity(const Record& record, std::string_view key);

// The SHA-1 that FHIR wants of an attachment, in base64. Not for secrets.
std::string fhir_attachment_hash(std::string_view bytes);

}  // namespace unknot::render
