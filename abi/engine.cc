#include <charconv>
#include <optional>
#include <vector>

#include "guard.h"
#include "pack/load.h"
#include "render/info.h"
#include "render/questionnaire.h"
#include "render/questions.h"
#include "structs.h"

namespace {

[[noreturn]] void unsupported(const char* expected) {
  unknot::fail(unknot::Status::unsupported, unknot::ProblemCode::unsupported, "", expected);
}

// The numbers of "1.2.0", without zeros at the end; nothing if the text is of another form.
std::optional<std::vector<unsigned>> numbers_of(std::string_view version) {
  std::vector<unsigned> numbers;
  const char* at = version.data();
  const char* const end = at + version.size();
  for (;; ++at) {
    const auto [after, error] = std::from_chars(at, end, numbers.emplace_back());
    if (error != std::errc() || (after != end && *after != '.')) return std::nullopt;
    if (after == end) break;
    at = after;
  }
  while (!numbers.empty() && numbers.back() == 0) numbers.pop_back();
  return numbers;
}

void open(const unknot_options* given, unknot_engine& engine) {
  const unknot_options options = read_struct(given);
  if (options.pack_path != nullptr && options.pack != nullptr) refuse_argument("pack_path or pack, not both");
  if (options.pack == nullptr && options.pack_size != 0) refuse_argument("pack_size 0 without a pack");
  if (options.overlay == nullptr && options.overlay_size != 0) refuse_argument("overlay_size 0 without an overlay");
  if (options.overlay_path != nullptr && options.overlay != nullptr)
    refuse_argument("overlay_path or overlay, not both");

  std::optional<std::vector<unsigned>> least;
  if (options.min_pack_version != nullptr) {
    least = numbers_of(options.min_pack_version);
    if (!least) refuse_argument("min_pack_version: a version such as 1.2.0");
  }

  std::string overlay_file;
  std::optional<std::string_view> overlay;
  if (options.overlay_path != nullptr) {
    overlay_file = unknot::pack::read_overlay_files(options.overlay_path);
    overlay = overlay_file;
  } else if (options.overlay != nullptr) {
    overlay = std::string_view(static_cast<const char*>(options.overlay), options.overlay_size);
  }

  std::shared_ptr<const unknot::pack::Pack> pack;
  if (options.pack_path != nullptr) {
    pack = unknot::pack::load(unknot::pack::read_files(options.pack_path), {}, overlay);
  } else if (options.pack != nullptr) {
    pack = unknot::pack::load({static_cast<const char*>(options.pack), options.pack_size}, {}, overlay);
  } else {
    pack = unknot::pack::load_embedded(overlay);
  }
  if (least && numbers_of(pack->version) < least) {
    unknot::fail(unknot::Status::pack, unknot::ProblemCode::pack_too_old, "/pack/version",
                 "at least " + std::string(options.min_pack_version));
  }
  if (options.pdf_module != nullptr) engine.pdf_module = std::make_shared<const PdfModule>(options.pdf_module);
  engine.info = unknot::render::info(*pack);
  engine.opened = std::make_shared<const unknot::engine::Opened>(std::move(pack));  // last: all went well
}

const unknot::pack::Pack& opened(const unknot_engine* engine) {
  if (!is_engine(engine) || engine->opened == nullptr) refuse_argument("an engine that opened");
  return *engine->opened->pack;
}

}  // namespace

std::int32_t UNKNOT_CALL unknot_engine_open(const unknot_options* options, unknot_engine** out) noexcept {
  return make_handle(out, [&](unknot_engine& engine) { open(options, engine); });
}

void UNKNOT_CALL unknot_engine_close(unknot_engine* engine) noexcept {
  if (!is_engine(engine)) return;
  engine->magic = 0;
  delete engine;
}

std::int32_t UNKNOT_CALL unknot_engine_status(const unknot_engine* engine) noexcept {
  return is_engine(engine) ? engine->status : UNKNOT_E_ARGUMENT;
}

const char* UNKNOT_CALL unknot_engine_error(const unknot_engine* engine) noexcept {
  return is_engine(engine) ? engine->error.text() : "";
}

const char* UNKNOT_CALL unknot_engine_info(const unknot_engine* engine, size_t* size) noexcept {
  const bool opened = is_engine(engine) && engine->opened != nullptr;
  if (size != nullptr) *size = opened ? engine->info.size() : 0;
  return opened ? engine->info.c_str() : "";
}

std::int32_t UNKNOT_CALL unknot_engine_pack(const unknot_engine* engine, unknot_result** out) noexcept {
  return make_handle(out, [&](unknot_result& result) { result.document = unknot::pack::show(opened(engine)); });
}

std::int32_t UNKNOT_CALL unknot_engine_questions(const unknot_engine* engine, const char* locale,
                                                 const char* media_type, unknot_result** out) noexcept {
  return make_handle(out, [&](unknot_result& result) {
    const unknot::pack::Pack& pack = opened(engine);
    if (media_type == nullptr) media_type = UNKNOT_MEDIA_JSON;
    result.is_fhir = unknot::engine::is_fhir(media_type);
    if (!result.is_fhir && unknot::engine::document_of(media_type) != unknot::engine::Document::json) {
      unsupported("media type application/json or application/fhir+json");
    }
    const unknot::pack::Locale* texts = locale == nullptr ? &pack.locales.front() : pack.locale(locale);
    if (texts == nullptr) {
      unknot::fail(unknot::Status::unsupported, unknot::ProblemCode::unknown_locale, "", "a language of the pack");
    }
    result.document =
        result.is_fhir ? unknot::render::questionnaire(pack, *texts) : unknot::render::questions(pack, *texts);
  });
}
