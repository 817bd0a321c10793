#include "hl7_reply.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base64.h"
#include "hl7_writer.h"

namespace unknot::service {

namespace {

using nlohmann::json;

const char* words_of(Tier tier) {
  switch (tier) {
    case Tier::emergency: return "Emergency";
    case Tier::same_day: return "Same day";
    case Tier::soon: return "Soon";
    case Tier::routine: return "Routine";
    default: return "Self-care";
  }
}

const char* id_of(Tier tier) {
  switch (tier) {
    case Tier::emergency: return "emergency";
    case Tier::same_day: return "same_day";
    case Tier::soon: return "soon";
    case Tier::routine: return "routine";
    default: return "self_care";
  }
}

json service_request_in(std::string_view bundle) {
  const json all = json::parse(bundle);
  for (const json& entry : all.at("entry")) {
    if (entry.at("resource").at("resourceType") == "ServiceRequest") return entry.at("resource");
  }
  return nullptr;  // complete self-care: nobody is asked to do anything
}

class Writer {
 public:
  Writer(const Hl7Incoming& incoming, const Hl7Intake& intake, Result& result, const Hl7Settings& settings,
         const Configuration& configuration)
      : incoming_(incoming),
        intake_(intake),
        result_(result),
        settings_(settings),
        configuration_(configuration),
        record_(json::parse(result.document())),
        request_(service_request_in(result.document(UNKNOT_MEDIA_FHIR))),
        time_(hl7_time_text(intake.at)) {
    const std::string_view version = incoming.message.component(incoming.message.head().field(12), 1);
    coded_type_ = !version.empty() && version < "2.6" ? "CE" : "CWE";
  }

  // ORU^R01: the result of the screen, with the handout.
  Hl7Outgoing observations() {
    Hl7Outgoing made{incoming_.identity + "R", ""};
    Hl7Writer out(incoming_.message, {"ORU", "R01", "ORU_R01"}, made.control_id, incoming_.now);
    copy("PID", out);
    copy("PV1", out);
    write_order(out);
    write_result(out);
    made.bytes = out.take();
    return made;
  }

  // MDM^T02: the same as a document.
  Hl7Outgoing document() {
    Hl7Outgoing made{incoming_.identity + "D", ""};
    Hl7Writer out(incoming_.message, {"MDM", "T02", "MDM_T02"}, made.control_id, incoming_.now);
    out.segment("EVN", {"T02", hl7_time_text(incoming_.now)});
    copy("PID", out);
    if (!copy("PV1", out)) out.segment("PV1", {"1", "N"});
    out.segment("TXA", {"1", out.code("handout", "Handout"), is_pdf() ? "AP" : "TEXT", time_, "", "", "", "", "", "",
                        "", made.control_id, "", "", "", "", "DO", "", "AV"});
    write_result(out);
    made.bytes = out.take();
    return made;
  }

  bool asks_referral() const {
    const std::vector<Flag> flags = result_.flags();
    return !request_.is_null() &&
           std::any_of(flags.begin(), flags.end(), [](const Flag& one) { return one.status == FlagStatus::raised; });
  }

  // REF^I12. Nothing private to the clinic stands in it.
  Hl7Outgoing referral() {
    Hl7Outgoing made{incoming_.identity + "F", ""};
    Hl7Writer out(incoming_.message, {"REF", "I12", "REF_I12"}, made.control_id, incoming_.now);
    const std::string priority = request_.at("priority");
    const auto urgency = priority == "stat"      ? std::pair("S", "STAT")
                         : priority == "routine" ? std::pair("R", "Routine")
                                                 : std::pair("A", "ASAP");
    out.segment("RF1", {out.code("P", "Pending", "HL70283"), out.code(urgency.first, urgency.second, "HL70280"), "", "",
                        "", made.control_id, time_});
    out.segment("PRD", {out.code("RP", "Referring Provider", "HL70286")});
    copy("PID", out);
    write_order(out);
    write_tier(out);
    for (const Flag& flag : result_.flags()) {
      if (flag.status == FlagStatus::raised) write_flag(out, flag);
    }
    copy("PV1", out);
    made.bytes = out.take();
    return made;
  }

 private:
  bool is_pdf() const { return configuration_.hl7_handout == "pdf"; }

  bool copy(std::string_view name, Hl7Writer& out) const {
    const Hl7Segment* segment = incoming_.message.find(name);
    if (segment != nullptr) out.segment(name, segment->fields);
    return segment != nullptr;
  }

  void write_order(Hl7Writer& out) {
    observations_ = 0;
    const Hl7Segment* order = incoming_.message.find("OBR");
    std::vector<std::string> fields(25);
    fields[0] = "1";
    if (order != nullptr) fields[1] = order->field(2);
    fields[2] = incoming_.identity;
    fields[3] = out.code("lower-back", "Lower back screen");
    fields[6] = fields[21] = time_;
    fields[24] = status();
    out.segment("OBR", fields);
  }

  const char* status() const { return result_.complete() ? "F" : "P"; }

  void observe(Hl7Writer& out, std::string_view type, const std::string& what, const std::string& value,
               std::string_view status, std::string_view abnormal = "") {
    out.segment("OBX", {std::to_string(++observations_), std::string(type), what, "", value, "", "",
                        std::string(abnormal), "", "", std::string(status), "", "", time_});
  }

  // The tier, and in words what it asks of the clinic, what must be asked first, and why.
  void write_tier(Hl7Writer& out) {
    const Tier tier = result_.tier();
    observe(out, coded_type_, out.code("tier", "Tier"), out.code(id_of(tier), words_of(tier)), status(),
            tier >= Tier::same_day   ? "AA"
            : tier > Tier::self_care ? "A"
                                     : "");
    if (request_.is_null()) return;
    out.note(request_.at("code").at("text").get<std::string>());
    for (const json& note : request_.at("note")) out.note(note.at("text").get<std::string>());
  }

  void write_flag(Hl7Writer& out, const Flag& flag) {
    const bool is_raised = flag.status == FlagStatus::raised;
    const bool is_open = flag.status == FlagStatus::open;
    const Tier tier = is_open ? flag.possible_tier : flag.tier;
    const std::string value = is_raised || is_open
                                  ? out.components({is_raised ? "raised" : "open", is_raised ? "Raised" : "Open",
                                                    "99UNKR", id_of(tier), words_of(tier), "99UNKR"})
                                  : out.code("clear", "Clear");
    observe(out, coded_type_, out.code(flag.id, flag.title), value, is_open ? "P" : "F",
            !is_raised               ? ""
            : tier >= Tier::same_day ? "AA"
                                     : "A");
  }

  // Whether a raised rule of this flag is private to the clinic.
  bool is_private(std::string_view flag) const {
    for (const json& one : record_.at("flags")) {
      if (one.at("id") != flag) continue;
      for (const json& rule : one.at("rules")) {
        if (rule.at("status") == "raised" && settings_.private_rules.count(rule.at("id").get<std::string>()) > 0)
          return true;
      }
    }
    return false;
  }

  void write_result(Hl7Writer& out) {
    observations_ = 0;
    write_tier(out);
    const Tier possible = result_.possible_tier();
    observe(out, coded_type_, out.code("possible_tier", "Tier that missing answers could raise it to"),
            out.code(id_of(possible), words_of(possible)), status());
    observe(out, coded_type_, out.code("complete", "Complete"),
            result_.complete() ? out.code("yes", "Yes") : out.code("no", "No: a person must finish the screen"),
            status(), result_.complete() ? "" : "A");
    for (const json& one : record_.at("contradictions"))
      out.note("Contradiction: " + one.at("text").get<std::string>());
    for (const std::string& note : intake_.notes) out.note(note);
    observe(out, "NM", out.code("open_questions", "Unanswered questions that could raise the tier"),
            std::to_string(record_.at("open_questions").size()), status());
    for (const Flag& flag : result_.flags()) {
      write_flag(out, flag);
      if (flag.status == FlagStatus::raised && is_private(flag.id)) {
        out.note("PRIVATE: a reason of this flag is for the clinic alone, and is not told in messages.");
      }
    }
    const std::string_view handout = result_.document(is_pdf() ? UNKNOT_MEDIA_PDF : UNKNOT_MEDIA_HTML);
    observe(
        out, "ED", out.code("handout", "Handout"),
        out.components({"", is_pdf() ? "application" : "text", is_pdf() ? "pdf" : "html", "Base64", base64(handout)}),
        status());
  }

  const Hl7Incoming& incoming_;
  const Hl7Intake& intake_;
  Result& result_;
  const Hl7Settings& settings_;
  const Configuration& configuration_;
  const json record_;
  const json request_;
  const std::string time_;
  const char* coded_type_;
  int observations_ = 0;
};

}  // namespace

std::string hl7_identity(std::string_view bytes, std::string_view pack_sha256) {
  constexpr std::size_t used = 9;  // with a letter or two behind it, MSH-10 has room for 20 characters
  const std::string all = std::string(pack_sha256) + std::string(bytes);
  std::array<unsigned char, 32> digest{};
  EVP_Q_digest(nullptr, "SHA256", nullptr, all.data(), all.size(), digest.data(), nullptr);
  std::string identity;
  for (std::size_t i = 0; i < used; ++i) {
    identity += "0123456789ABCDEF"[digest[i] >> 4];
    identity += "0123456789ABCDEF"[digest[i] & 15];
  }
  return identity;
}

std::vector<Hl7Outgoing> hl7_results(const Hl7Incoming& incoming, const Hl7Intake& intake, Result& result,
                                     const Hl7Settings& settings, const Configuration& configuration) {
  Writer writer(incoming, intake, result, settings, configuration);
  std::vector<Hl7Outgoing> all;
  all.push_back(configuration.hl7_document == "MDM" ? writer.document() : writer.observations());
  if (writer.asks_referral()) all.push_back(writer.referral());
  return all;
}

std::string hl7_summary(Result& result) {
  std::string text = std::string("Tier: ") + words_of(result.tier()) + ".";
  if (!result.complete())
    text += std::string(" Not complete: it could be raised to ") + words_of(result.possible_tier()) + ".";
  return text;
}

}  // namespace unknot::service
