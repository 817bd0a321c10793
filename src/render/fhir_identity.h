// Names of FHIR resources that are the same whenever the same request is answered, and of nothing else.
#pragma once

#include <boost/uuid/name_generator_sha1.hpp>
#include <string>
#include <string_view>

#include "render/record.h"

namespace unknot::render {

// Only a request that names both patient and id is told from others by them.
class FhirIdentities {
 public:
  explicit FhirIdentities(const Record& record);

  // "urn:uuid:…", a UUIDv5 over the patient, the request's id, the pack's hashes and the resource's key.
  std::string of(std::string_view key) const;

 private:
  boost::uuids::name_generator_sha1 generator_;
  std::string request_;
};

// The SHA-1 that FHIR wants of an attachment, in base64. Not for secrets.
std::string fhir_attachment_hash(std::string_view bytes);

}  // namespace unknot::render
