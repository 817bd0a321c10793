#include "render/fhir_writer.h"

#include <algorithm>

#include "base/calendar.h"
#include "base/character_set.h"

namespace unknot::render {

namespace {

constexpr std::string_view uri_system = "urn:ietf:rfc:3986";

void append_padded(std::string& text, int number, std::size_t digits) {
  const std::string written = std::to_string(number);
  text.append(digits - std::min(digits, written.size()), '0');
  text += written;
}

std::string instant(std::int64_t unix_seconds) {
  const UtcTime time = utc_time(unix_seconds);
  std::string text;
  append_padded(text, time.date.year, 4);
  for (const auto& [sign, number] :
       {std::pair('-', time.date.month), std::pair('-', time.date.day), std::pair('T', time.hour),
        std::pair(':', time.minute), std::pair(':', time.second)}) {
    text += sign;
    append_padded(text, number, 2);
  }
  return text + 'Z';
}

bool is_blank(std::string_view text) { return text.find_first_not_of(' ') == std::string_view::npos; }

// "Patient/123", or a URL that ends so.
bool is_literal_reference(std::string_view type, std::string_view text) {
  constexpr CharacterSet id_characters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");
  constexpr CharacterSet url_characters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/%");
  const std::size_t slash = text.rfind('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view id = text.substr(slash + 1);
  if (id.empty() || id.size() > 64 || !id_characters.holds_all_of(id)) return false;
  const std::string_view before = text.substr(0, slash);
  if (before == type) return true;
  const std::string ending = '/' + std::string(type);
  return (before.rfind("https://", 0) == 0 || before.rfind("http://", 0) == 0) && url_characters.holds_all_of(before) &&
         before.size() > ending.size() && before.substr(before.size() - ending.size()) == ending;
}

}  // namespace

FhirWriter::FhirWriter(const Record& record, Buffer& out)
    : record_(record), identities_(record), json_(out), time_(instant(record.at_unix_seconds)) {}

bool FhirWriter::names_subject() const { return !is_blank(record_.answers.request.subject); }

bool FhirWriter::is_told_again() const { return names_subject() && !record_.answers.request.id.empty(); }

FhirWriter::Entry FhirWriter::entry(std::string_view type, std::string_view part) const {
  std::string key(type);
  if (!part.empty()) (key += '/') += part;
  return {type, identities_.of(key)};
}

void FhirWriter::open(const Entry& entry, std::string_view language, bool is_restricted) {
  json_.open_object();
  json_.text("fullUrl", entry.identity);
  json_.name("resource");
  json_.open_object();
  json_.text("resourceType", entry.type);
  const bool has_tag = is_told_again() && entry.type == "Provenance";
  if (has_tag || is_restricted) {
    json_.name("meta");
    json_.open_object();
    if (is_restricted) {
      json_.name("security");
      json_.open_list();
      coding("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R", "restricted");
      json_.close_list();
    }
    if (has_tag) {
      json_.name("tag");
      json_.open_list();
      json_.open_object();
      json_.text("system", uri_system);
      json_.text("code", entry.identity);
      json_.close_object();
      json_.close_list();
    }
    json_.close_object();
  }
  json_.text("language", language);
  if (is_told_again() && !has_tag) write_identifier(entry);
}

void FhirWriter::write_identifier(const Entry& entry) {
  json_.name("identifier");
  json_.open_list();
  json_.open_object();
  json_.text("system", uri_system);
  json_.text("value", entry.identity);
  json_.close_object();
  json_.close_list();
}

// A Provenance has no identifier in R4; every resource can be searched by its tag.
void FhirWriter::close(const Entry& entry) {
  json_.close_object();
  json_.name("request");
  json_.open_object();
  json_.text("method", "POST");
  json_.text("url", entry.type);
  if (is_told_again()) {
    std::string search(entry.type == "Provenance" ? "_tag=" : "identifier=");
    ((search += uri_system) += '|') += entry.identity;
    json_.text("ifNoneExist", search);
  }
  json_.close_object();
  json_.close_object();
}

void FhirWriter::reference(std::string_view name, const Entry& to) {
  json_.name(name);
  json_.open_object();
  json_.text("reference", to.identity);
  json_.close_object();
}

void FhirWriter::references(std::string_view name, const std::vector<Entry>& to) {
  json_.name(name);
  json_.open_list();
  for (const Entry& each : to) {
    json_.open_object();
    json_.text("reference", each.identity);
    json_.close_object();
  }
  json_.close_list();
}

// What is no reference is the patient's (or the encounter's) number in the clinic.
void FhirWriter::logical_or_literal(std::string_view type, std::string_view text) {
  json_.open_object();
  if (is_literal_reference(type, text)) {
    json_.text("reference", text);
  } else {
    json_.text("type", type);
    json_.name("identifier");
    json_.open_object();
    json_.text("value", text);
    json_.close_object();
  }
  json_.close_object();
}

// A flag must have a subject: of a patient whom the request does not name it says that nobody knows.
void FhirWriter::subject() {
  if (names_subject()) return logical_or_literal("Patient", record_.answers.request.subject);
  json_.open_object();
  json_.name("extension");
  json_.open_list();
  json_.open_object();
  json_.text("url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason");
  json_.text("valueCode", "unknown");
  json_.close_object();
  json_.close_list();
  json_.text("type", "Patient");
  if (!is_blank(record_.answers.handout.patient_name)) json_.text("display", record_.answers.handout.patient_name);
  json_.close_object();
}

bool FhirWriter::has_encounter() const { return !is_blank(record_.answers.request.encounter); }

void FhirWriter::encounter() { logical_or_literal("Encounter", record_.answers.request.encounter); }

void FhirWriter::concept_of(const std::vector<pack::Code>& codes, pack::Line text) {
  json_.open_object();
  if (!codes.empty()) {
    json_.name("coding");
    json_.open_list();
    for (const pack::Code& code : codes) coding(code.system, code.code, code.display);
    json_.close_list();
  }
  if (!text.empty()) json_.line("text", text);
  json_.close_object();
}

void FhirWriter::standard_code(std::string_view name, std::string_view system, std::string_view code,
                               std::string_view display) {
  json_.name(name);
  concept_of(system, code, display);
}

void FhirWriter::concept_of(std::string_view system, std::string_view code, std::string_view display) {
  json_.open_object();
  json_.name("coding");
  json_.open_list();
  coding(system, code, display);
  json_.close_list();
  json_.close_object();
}

void FhirWriter::coding(std::string_view system, std::string_view code, std::string_view display) {
  json_.open_object();
  json_.text("system", system);
  json_.text("code", code);
  json_.text("display", display);
  json_.close_object();
}

void FhirWriter::own_coding(std::string_view kind, std::string_view code, pack::Line display) {
  const pack::Pack& pack = record_.pack;
  json_.open_object();
  json_.text("system", pack.canonical_base + "/CodeSystem/" + pack.id + '-' + std::string(kind));
  json_.text("version", pack.version);
  json_.text("code", code);
  json_.line("display", display);
  json_.close_object();
}

std::string FhirWriter::module() const {
  const pack::Pack& pack = record_.pack;
  return pack.canonical_base + "/PlanDefinition/" + pack.id + '|' + pack.version;
}

}  // namespace unknot::render
