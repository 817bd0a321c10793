// What the opaque handles of unknot.h are.
#pragma once

#include <unknot/unknot.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/failure.h"
#include "engine/consultation.h"
#include "engine/opened.h"
#include "pdf_module.h"

// The first word of each handle tells the kinds apart; it is cleared when the handle ends.
inline constexpr std::uint32_t engine_magic = 0x75656e67;
inline constexpr std::uint32_t result_magic = 0x75726573;

// An error's text: made while there is memory, or else a fixed one.
class ErrorText {
 public:
  const char* text() const { return fixed_ != nullptr ? fixed_ : made_.c_str(); }
  bool set(const unknot::Problem& problem) noexcept;  // false: there is no memory for it, and it says so
  void set_no_memory() noexcept;
  void set_internal() noexcept;

 private:
  std::string made_;
  const char* fixed_ = nullptr;
};

struct unknot_engine {
  std::uint32_t magic = engine_magic;
  std::int32_t status = UNKNOT_OK;
  std::shared_ptr<const unknot::engine::Opened> opened;  // nullptr: opening failed
  std::shared_ptr<const PdfModule> pdf_module;           // nullptr: opened without
  std::string info;
  ErrorText error;
};

struct unknot_result {
  std::uint32_t magic = result_magic;
  std::int32_t status = UNKNOT_OK;
  std::optional<unknot::engine::Consultation> consultation;  // of unknot_assess
  std::string document;                                      // of unknot_engine_pack and _questions
  bool is_fhir = false;                                      // that document is a FHIR resource
  std::shared_ptr<const PdfModule> pdf_module;               // of the engine
  std::string pdf;                                           // once it was asked for
  ErrorText error;

  const char* one_media_type() const { return is_fhir ? UNKNOT_MEDIA_FHIR : UNKNOT_MEDIA_JSON; }
};

inline bool is_engine(const unknot_engine* engine) { return engine != nullptr && engine->magic == engine_magic; }
inline bool is_result(const unknot_result* result) { return result != nullptr && result->magic == result_magic; }
