#include "intake/read.h"

#include "intake/fhir_reader.h"
#include "intake/json_reader.h"

namespace unknot::intake {

namespace {

// Nearly all intakes are our own, and hold few capital letters: a look at these tells.
bool may_be_fhir(std::string_view json) {
  return json.size() <= limits::intake_bytes && json.find("Type\"") != std::string_view::npos &&
         json.find("\"resourceType\"") != std::string_view::npos;
}

Answers read_either(const pack::Pack& pack, std::string_view json, std::pmr::memory_resource& memory) {
  if (may_be_fhir(json)) {
    const pack::JsonLimits fhir{Status::intake, limits::intake_bytes, limits::fhir_depth};
    const pack::Json resource = pack::parse_json(json, {}, fhir, memory);
    if (resource.find("resourceType") != nullptr) return read_fhir(pack, resource);
  }
  return read_json(pack, json, memory);
}

}  // namespace

Answers read(const pack::Pack& pack, std::string_view json, std::pmr::memory_resource& memory) {
  Answers answers = read_either(pack, json, memory);
  HandoutOptions& handout = answers.handout;
  if (handout.locale == nullptr) handout.locale = &pack.locales.front();
  if (handout.clinic_locale == nullptr) handout.clinic_locale = &pack.locales.front();
  // Whole or not at all: the name of one clinic must not stand beside the number of another.
  Clinic& clinic = handout.clinic;
  if (clinic.name.empty() && clinic.phone.empty() && clinic.out_of_hours.empty()) {
    clinic.name = pack.clinic.name;
    clinic.phone = pack.clinic.phone;
    clinic.out_of_hours = pack.clinic.out_of_hours;
  }
  return answers;
}

}  // namespace unknot::intake
