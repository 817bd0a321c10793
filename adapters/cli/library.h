// The library as the commands use it: handles that end themselves, failures as exceptions.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "answer_line.h"
#include "unknot/unknot.h"

namespace unknot::cli {

using adapters::intake_bytes;

struct CloseEngine {
  void operator()(unknot_engine* engine) const { unknot_engine_close(engine); }
};
struct FreeResult {
  void operator()(unknot_result* result) const { unknot_result_free(result); }
};
using Engine = std::unique_ptr<unknot_engine, CloseEngine>;
using Result = std::unique_ptr<unknot_result, FreeResult>;

// The name that the built-in pack has on the command line.
inline constexpr const char* built_in = "built-in";

// Paths; empty: the built-in pack, no overlay.
struct PackChoice {
  std::string pack;
  std::string overlay;
};

enum class With { nothing, pdf };

// With PDF, if its module is installed beside this program; without it, asking for PDF says what is missing.
Engine open_engine(const PackChoice& choice, With with = With::nothing);
Result assess(const Engine& engine, std::string_view intake, std::int64_t at_unix_seconds);
// The same with the sheet in another language than the intake's own; empty: in its own.
Result assess_in(const Engine& engine, std::string_view intake, const std::string& locale,
                 std::int64_t at_unix_seconds);
Result questions(const Engine& engine, const std::string& locale, const char* media_type = UNKNOT_MEDIA_JSON);
Result whole_pack(const Engine& engine);
std::string_view document(const Result& result, const char* media_type);

}  // namespace unknot::cli
