#include "render/fhir.h"

#include <algorithm>

#include "base/base64.h"
#include "base/failure.h"
#include "base/version.h"
#include "render/fhir_identity.h"
#include "render/fhir_writer.h"

namespace unknot::render {

namespace {

using logic::Truth;
using pack::ClinicLabel;
using pack::Tier;

class BundleWriter {
 public:
  BundleWriter(const Record& record, const compose::Handout& handout, std::string_view page, Buffer& out)
      : record_(record),
        pack_(record.pack),
        assessment_(record.assessment),
        locale_(*record.answers.handout.clinic_locale),
        handout_(handout),
        page_(page),
        fhir_(record, out),
        json_(fhir_.json()),
        guidance_(fhir_.entry("GuidanceResponse")),
        referral_(fhir_.entry("ServiceRequest")),
        task_(fhir_.entry("Task")),
        document_(fhir_.entry("DocumentReference")),
        communication_(fhir_.entry("CommunicationRequest")),
        provenance_(fhir_.entry("Provenance")) {
    for (std::size_t i = 0; i < assessment_.flags.size(); ++i) {
      if (assessment_.flags[i].raised != Truth::yes) continue;
      raised_.push_back(i);
      flags_.push_back(fhir_.entry("Flag", pack_.flag_ids.name(i)));
    }
  }

  void write() {
    json_.open_object();
    json_.text("resourceType", "Bundle");
    json_.text("type", "transaction");
    json_.text("timestamp", fhir_.time());
    json_.name("entry");
    json_.open_list();
    for (std::size_t i = 0; i < raised_.size(); ++i) write_flag(raised_[i], flags_[i]);
    write_guidance();
    const bool asks_for_care = assessment_.tier != Tier::self_care || !assessment_.complete;
    if (asks_for_care) {
      write_referral();
      write_task();
    }
    write_document();
    write_communication();
    write_provenance(asks_for_care);
    json_.close_list();
    json_.close_object();
  }

 private:
  const pack::TierText& tier_text(Tier tier) const { return locale_.tiers[static_cast<std::size_t>(tier) - 1]; }

  bool holds(const pack::Rule& rule) const { return assessment_.holds(rule.when) == Truth::yes; }

  // Whether a private rule is among the raised ones: of one flag, or of any.
  bool is_private_raised(const std::optional<std::size_t>& flag = std::nullopt) const {
    return std::any_of(pack_.rules.begin(), pack_.rules.end(), [&](const pack::Rule& rule) {
      return rule.is_private && (!flag || rule.flag == *flag) && holds(rule);
    });
  }

  // What may still be an emergency is not left to wait.
  std::string_view priority() const {
    switch (assessment_.tier) {
      case Tier::emergency: return "stat";
      case Tier::same_day: return "asap";
      default: break;
    }
    if (!assessment_.complete && assessment_.possible_tier == Tier::emergency) return "asap";
    return assessment_.tier == Tier::soon ? "urgent" : "routine";
  }

  void write_subject_and_encounter(std::string_view subject = "subject") {
    json_.name(subject);
    fhir_.subject();
    if (!fhir_.has_encounter()) return;
    json_.name("encounter");
    fhir_.encounter();
  }

  // The pack's own code first: what others call the thing is only near to it.
  void write_flag_concept(std::size_t flag, std::string_view text) {
    json_.open_object();
    json_.name("coding");
    json_.open_list();
    fhir_.own_coding("flags", pack_.flag_ids.name(flag), locale_.flags[flag]);
    for (const pack::Code& code : pack_.codes.flags[flag]) fhir_.coding(code.system, code.code, code.display);
    json_.close_list();
    json_.text("text", text);
    json_.close_object();
  }

  void write_flag(std::size_t flag, const FhirWriter::Entry& entry) {
    fhir_.open(entry, locale_.tag, is_private_raised(flag));
    json_.text("status", "active");
    json_.name("category");
    json_.open_list();
    fhir_.concept_of("http://terminology.hl7.org/CodeSystem/flag-category", "clinical", "Clinical");
    const Tier tier = assessment_.flags[flag].tier;
    json_.open_object();
    json_.name("coding");
    json_.open_list();
    fhir_.own_coding("tiers", pack::tier_id(tier), tier_text(tier).title);
    json_.close_list();
    json_.close_object();
    json_.close_list();
    json_.name("code");
    write_flag_concept(flag, flag_reason(record_, flag));
    write_subject_and_encounter();
    json_.name("period");
    json_.open_object();
    json_.text("start", fhir_.time());
    json_.close_object();
    fhir_.close(entry);
  }

  void write_guidance() {
    const bool asks_private = std::any_of(assessment_.open_questions.begin(), assessment_.open_questions.end(),
                                          [&](const auto& open) { return is_private(pack_, open.question); });
    fhir_.open(guidance_, locale_.tag, asks_private);
    if (!record_.answers.request.id.empty()) {
      json_.name("requestIdentifier");
      json_.open_object();
      json_.text("value", record_.answers.request.id);
      json_.close_object();
    }
    json_.text("moduleCanonical", fhir_.module());
    json_.text("status", assessment_.complete ? "success" : "data-required");
    write_subject_and_encounter();
    json_.text("occurrenceDateTime", fhir_.time());
    json_.name("note");
    json_.open_list();
    write_note(tier_text(assessment_.tier).title.plain());
    write_ask_first_note();
    for (const pack::Index index : assessment_.contradictions) {
      write_note(locale_.contradictions[index].plain());
    }
    json_.close_list();
    if (!assessment_.open_questions.empty()) {
      json_.name("dataRequirement");
      json_.open_list();
      for (const assess::OpenQuestion& open : assessment_.open_questions) write_data_requirement(open.question);
      json_.close_list();
    }
    fhir_.close(guidance_);
  }

  void write_note(std::string_view text) {
    json_.open_object();
    json_.text("text", text);
    json_.close_object();
  }

  std::string ask_first() const {
    std::string words;
    for (const pack::Piece& piece : locale_.label(ClinicLabel::ask_first_intro).pieces) {
      const bool is_tier = piece.placeholder == pack::Placeholder::tier;
      words += is_tier ? tier_text(assessment_.possible_tier).title.plain() : piece.plain;
    }
    return words;
  }

  void write_ask_first_note() {
    if (!assessment_.complete) write_note(ask_first());
  }

  void write_data_requirement(std::size_t question) {
    json_.open_object();
    json_.text("type", "QuestionnaireResponse");
    json_.name("codeFilter");
    json_.open_list();
    json_.open_object();
    json_.text("path", "item.linkId");
    json_.name("code");
    json_.open_list();
    fhir_.own_coding("questions", pack_.questions[question].id, question_asked(record_, question));
    json_.close_list();
    json_.close_object();
    json_.close_list();
    json_.close_object();
  }

  // A referral is read by others than who sees the flags: what is private to the clinic does not stand in it.
  void write_referral() {
    fhir_.open(referral_, locale_.tag);
    json_.text("status", "draft");
    json_.text("intent", "proposal");
    json_.text("priority", priority());
    json_.name("code");
    fhir_.concept_of(pack_.codes.referral, tier_text(assessment_.tier).action);
    write_subject_and_encounter();
    json_.text("authoredOn", fhir_.time());
    if (!raised_.empty()) {
      json_.name("reasonCode");
      json_.open_list();
      for (const std::size_t flag : raised_) write_flag_concept(flag, locale_.flags[flag].plain());
      json_.close_list();
    }
    std::vector<FhirWriter::Entry> information = flags_;
    information.push_back(guidance_);
    fhir_.references("supportingInfo", information);
    json_.name("note");
    json_.open_list();
    write_note(tier_text(assessment_.tier).title.plain());
    write_ask_first_note();
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      if (holds(pack_.rules[i]) && !pack_.rules[i].is_private) write_note(locale_.rules[i].plain());
    }
    json_.close_list();
    fhir_.close(referral_);
  }

  void write_task() {
    fhir_.open(task_, locale_.tag);
    json_.text("status", "requested");
    json_.text("intent", "proposal");
    json_.text("priority", priority());
    fhir_.standard_code("code", "http://hl7.org/fhir/CodeSystem/task-code", "approve",
                        "Activate/approve the focal resource");
    std::string description(tier_text(assessment_.tier).action.plain());
    if (!assessment_.complete) (description += ' ') += ask_first();
    json_.text("description", description);
    fhir_.reference("focus", referral_);
    write_subject_and_encounter("for");
    json_.text("authoredOn", fhir_.time());
    fhir_.close(task_);
  }

  void write_document() {
    fhir_.open(document_, handout_.locale);
    json_.text("status", "current");
    json_.name("type");
    fhir_.concept_of(pack_.codes.handout, handout_.title);
    json_.name("subject");
    fhir_.subject();
    json_.text("date", fhir_.time());
    json_.line("description", handout_.title);
    json_.name("content");
    json_.open_list();
    json_.open_object();
    json_.name("attachment");
    json_.open_object();
    json_.text("contentType", "text/html");
    json_.text("language", handout_.locale);
    json_.plain_text("data", base64(page_));
    json_.name("size");
    json_.number(static_cast<std::int64_t>(page_.size()));
    json_.text("hash", fhir_attachment_hash(page_));
    json_.line("title", handout_.title);
    json_.text("creation", fhir_.time());
    json_.close_object();
    json_.close_object();
    json_.close_list();
    if (fhir_.has_encounter()) {
      json_.name("context");
      json_.open_object();
      json_.name("encounter");
      json_.open_list();
      fhir_.encounter();
      json_.close_list();
      json_.close_object();
    }
    fhir_.close(document_);
  }

  void write_communication() {
    fhir_.open(communication_, locale_.tag);
    json_.text("status", "draft");
    json_.name("category");
    json_.open_list();
    fhir_.concept_of("http://terminology.hl7.org/CodeSystem/communication-category", "instruction", "Instruction");
    json_.close_list();
    json_.text("priority", priority());
    if (!pack_.codes.education.empty()) {
      json_.name("reasonCode");
      json_.open_list();
      fhir_.concept_of(pack_.codes.education, {});
      json_.close_list();
    }
    write_subject_and_encounter();
    json_.name("payload");
    json_.open_list();
    json_.open_object();
    fhir_.reference("contentReference", document_);
    json_.close_object();
    json_.close_list();
    json_.text("authoredOn", fhir_.time());
    json_.name("recipient");
    json_.open_list();
    fhir_.subject();
    json_.close_list();
    fhir_.close(communication_);
  }

  void write_provenance(bool asks_for_care) {
    std::vector<FhirWriter::Entry> targets = flags_;
    targets.push_back(guidance_);
    if (asks_for_care) targets.insert(targets.end(), {referral_, task_});
    targets.insert(targets.end(), {document_, communication_});
    fhir_.open(provenance_, locale_.tag, is_private_raised());
    fhir_.references("target", targets);
    json_.text("recorded", fhir_.time());
    const std::string module = fhir_.module();
    json_.name("policy");
    json_.open_list();
    json_.text(module);
    for (const pack::Rule& rule : pack_.rules) {
      if (holds(rule)) json_.text(module + '#' + rule.id);
    }
    json_.close_list();
    json_.name("agent");
    json_.open_list();
    json_.open_object();
    fhir_.standard_code("type", "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "assembler",
                        "Assembler");
    json_.name("who");
    write_named("Device", std::string("libunknot ") + version + ", build " + build_id());
    json_.close_object();
    json_.close_list();
    json_.name("entity");
    json_.open_list();
    write_source("PlanDefinition", pack_.id + ' ' + pack_.version + ", sha256 " + pack_.sha256);
    if (!pack_.overlay_sha256.empty()) write_source("PlanDefinition", "overlay, sha256 " + pack_.overlay_sha256);
    json_.close_list();
    fhir_.close(provenance_);
  }

  void write_named(std::string_view type, std::string_view display) {
    json_.open_object();
    json_.text("type", type);
    json_.text("display", display);
    json_.close_object();
  }

  void write_source(std::string_view type, std::string_view display) {
    json_.open_object();
    json_.text("role", "source");
    json_.name("what");
    write_named(type, display);
    json_.close_object();
  }

  const Record& record_;
  const pack::Pack& pack_;
  const assess::Assessment& assessment_;
  const pack::Locale& locale_;  // the clinic's
  const compose::Handout& handout_;
  const std::string_view page_;
  FhirWriter fhir_;
  JsonWriter& json_;
  std::vector<std::size_t> raised_;
  std::vector<FhirWriter::Entry> flags_;  // of `raised_`
  const FhirWriter::Entry guidance_, referral_, task_, document_, communication_, provenance_;
};

}  // namespace

std::string_view fhir(const Record& record, const compose::Handout& handout, std::string_view page, Arena& memory) {
  if (record.at_unix_seconds == 0) {
    fail(Status::argument, ProblemCode::missing_time, "", "at_unix_seconds: no FHIR resource without a time");
  }
  Buffer out(memory, page.size() * 4 / 3 + 24 * 1024);
  BundleWriter(record, handout, page, out).write();
  return out.finish();
}

}  // namespace unknot::render
