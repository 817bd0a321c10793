// Writes what FHIR resources are made of: entries of a transaction, references, codes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/fhir_identity.h"
#include "render/json_writer.h"
#include "render/record.h"

namespace unknot::render {

class FhirWriter {
 public:
  FhirWriter(const Record& record, Buffer& out);

  JsonWriter& json() { return json_; }
  const std::string& time() const { return time_; }  // of the assessment, "2026-11-22T14:30:00Z"

  // How an entry names itself.
  struct Entry {
    std::string_view type;
    std::string identity;  // "urn:uuid:…"
  };
  Entry entry(std::string_view type, std::string_view part = {}) const;

  // A resource in `language`; between the two stand its own members.
  void open(const Entry& entry, std::string_view language, bool is_restricted = false);
  void close(const Entry& entry);

  // Members.
  void reference(std::string_view name, const Entry& to);
  void references(std::string_view name, const std::vector<Entry>& to);
  void standard_code(std::string_view name, std::string_view system, std::string_view code, std::string_view display);

  // Values.
  void subject();
  bool has_encounter() const;
  void encounter();
  void concept_of(const std::vector<pack::Code>& codes, pack::Line text);  // not both empty
  void concept_of(std::string_view system, std::string_view code, std::string_view display);
  void coding(std::string_view system, std::string_view code, std::string_view display);
  // Of the pack's own code system of `kind` ("flags"), in the pack's version.
  void own_coding(std::string_view kind, std::string_view code, pack::Line display);

  // "https://…/PlanDefinition/lower-back|0.9.0": the pack, as what was followed.
  std::string module() const;

 private:
  bool names_subject() const;
  bool is_told_again() const;  // whether the request sent twice is known by its identifiers
  void logical_or_literal(std::string_view type, std::string_view text);
  void write_identifier(const Entry& entry);

  const Record& record_;
  const FhirIdentities identities_;
  JsonWriter json_;
  const std::string time_;
};

}  // namespace unknot::render
