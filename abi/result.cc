#include "guard.h"
#include "structs.h"

namespace {

using unknot::engine::Consultation;

const unknot::render::Record* assessed(const unknot_result* result) {
  return is_result(result) && result->consultation ? &result->consultation->record() : nullptr;
}

[[noreturn]] void unsupported_media_type(std::string_view media_type) {
  unknot::fail(unknot::Status::unsupported, unknot::ProblemCode::unsupported, "",
               std::string(unknot::engine::what_is_missing(media_type)));
}

void assess(const unknot_engine* engine, const unknot_call* given, const char* intake, size_t size,
            unknot_result& result) {
  if (!is_engine(engine) || engine->opened == nullptr) refuse_argument("an engine that opened");
  const unknot_call call = read_struct(given);
  if (call.at_unix_seconds < 0 || call.at_unix_seconds > unknot::limits::latest_unix_seconds) {
    refuse_argument("at_unix_seconds: 0, or up to the end of the year 9999");
  }
  if (intake == nullptr) refuse_argument("an intake");
  result.pdf_module = engine->pdf_module;
  result.consultation.emplace(engine->opened, std::string_view(intake, size), call.at_unix_seconds);
}

std::string_view pdf(unknot_result& result, const char* media_type) {
  if (result.pdf_module == nullptr) unsupported_media_type(media_type);
  if (result.pdf.empty()) result.pdf = result.pdf_module->write(*result.consultation);
  return result.pdf;
}

// The one document of what is no assessment.
std::string_view one_document(const unknot_result& result, std::string_view media_type) {
  using namespace unknot::engine;
  const bool is_asked_for = result.is_fhir ? is_fhir(media_type) : document_of(media_type) == Document::json;
  if (!is_asked_for) {
    unknot::fail(unknot::Status::unsupported, unknot::ProblemCode::unsupported, "", result.one_media_type());
  }
  return result.document;
}

std::string_view document(unknot_result& result, const char* media_type) {
  if (!result.consultation) return one_document(result, media_type == nullptr ? result.one_media_type() : media_type);
  if (media_type != nullptr && unknot::engine::is_pdf(media_type)) return pdf(result, media_type);
  const auto which = unknot::engine::document_of(media_type == nullptr ? UNKNOT_MEDIA_JSON : media_type);
  if (!which) unsupported_media_type(media_type);
  return result.consultation->document(*which);
}

}  // namespace

std::int32_t UNKNOT_CALL unknot_assess(const unknot_engine* engine, const unknot_call* call, const char* intake,
                                       size_t size, unknot_result** out) noexcept {
  return make_handle(out, [&](unknot_result& result) { assess(engine, call, intake, size, result); });
}

std::int32_t UNKNOT_CALL unknot_result_status(const unknot_result* result) noexcept {
  return is_result(result) ? result->status : UNKNOT_E_ARGUMENT;
}

const char* UNKNOT_CALL unknot_result_error(const unknot_result* result) noexcept {
  return is_result(result) ? result->error.text() : "";
}

std::int32_t UNKNOT_CALL unknot_result_tier(const unknot_result* result) noexcept {
  const unknot::render::Record* record = assessed(result);
  return record == nullptr ? UNKNOT_TIER_NONE : static_cast<std::int32_t>(record->assessment.tier);
}

std::int32_t UNKNOT_CALL unknot_result_possible_tier(const unknot_result* result) noexcept {
  const unknot::render::Record* record = assessed(result);
  return record == nullptr ? UNKNOT_TIER_NONE : static_cast<std::int32_t>(record->assessment.possible_tier);
}

std::int32_t UNKNOT_CALL unknot_result_complete(const unknot_result* result) noexcept {
  const unknot::render::Record* record = assessed(result);
  return record != nullptr && record->assessment.complete ? 1 : 0;
}

std::int32_t UNKNOT_CALL unknot_result_flag_count(const unknot_result* result) noexcept {
  const unknot::render::Record* record = assessed(result);
  return record == nullptr ? 0 : static_cast<std::int32_t>(record->assessment.flags.size());
}

std::int32_t UNKNOT_CALL unknot_result_flag(const unknot_result* result, std::int32_t index,
                                            unknot_flag* out) noexcept {
  const unknot::render::Record* record = assessed(result);
  if (record == nullptr || out == nullptr || index < 0 || index >= unknot_result_flag_count(result)) {
    return UNKNOT_E_ARGUMENT;
  }
  const auto at = static_cast<std::size_t>(index);
  const unknot::assess::FlagState& state = record->assessment.flags[at];
  unknot_flag flag{};
  flag.status = state.raised == unknot::logic::Truth::yes  ? UNKNOT_FLAG_RAISED
                : state.raised == unknot::logic::Truth::no ? UNKNOT_FLAG_CLEAR
                                                           : UNKNOT_FLAG_OPEN;
  flag.tier = static_cast<std::int32_t>(state.tier);
  flag.possible_tier = static_cast<std::int32_t>(state.possible_tier);
  flag.id = record->pack.flag_ids.name(at).c_str();
  flag.title = record->answers.handout.clinic_locale->flags[at].plain().data();
  flag.reason = unknot::render::flag_reason(*record, at).data();
  return write_struct(flag, out) ? UNKNOT_OK : UNKNOT_E_ARGUMENT;
}

std::int32_t UNKNOT_CALL unknot_result_document(unknot_result* result, const char* media_type, const char** bytes,
                                                size_t* size) noexcept {
  if (bytes != nullptr) *bytes = nullptr;
  if (size != nullptr) *size = 0;
  if (!is_result(result) || bytes == nullptr) return UNKNOT_E_ARGUMENT;
  if (result->status != UNKNOT_OK) return result->status;
  return guarded(result->error, [&] {
    const std::string_view made = document(*result, media_type);
    *bytes = made.data();
    if (size != nullptr) *size = made.size();
  });
}

void UNKNOT_CALL unknot_result_free(unknot_result* result) noexcept {
  if (!is_result(result)) return;
  result->magic = 0;
  delete result;
}
