// unknot.hpp - unknot.h for C++17 and later: handles that free themselves, exceptions instead of codes.
//
// It adds no meaning of its own: what a call does, and for how long a text is lent, stands in unknot.h.
// Every std::string_view handed out ends in a NUL.
//
//   const unknot::Engine engine;  // once; any number of threads may use it
//   unknot::Result result = engine.assess(R"({"answers": {"age": 46, "saddle_numbness": "unsure"}})");
//   if (!result.complete()) std::cout << "A person must finish the screen.\n";
//   for (const unknot::Flag& flag : result.flags()) std::cout << flag.id << ": " << flag.reason << '\n';
//   std::cout << result.document(UNKNOT_MEDIA_TEXT);
#ifndef UNKNOT_UNKNOT_HPP
#define UNKNOT_UNKNOT_HPP

#include <unknot/unknot.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unknot {

// What every failure of the library is thrown as.
class Error : public std::runtime_error {
 public:
  Error(std::int32_t status, std::string problem)
      : std::runtime_error(std::string("unknot: ") + unknot_status_name(status) + (problem.empty() ? "" : ": ") +
                           problem),
        status_(status),
        problem_(std::make_shared<const std::string>(std::move(problem))) {}

  std::int32_t status() const noexcept { return status_; }  // UNKNOT_E_*
  // {"code","pointer","expected","message"}, never with an answer's value; "" if there is none.
  const std::string& problem() const noexcept { return *problem_; }

 private:
  std::int32_t status_;
  std::shared_ptr<const std::string> problem_;  // shared: copying an exception must not throw
};

enum class Tier : std::int32_t {
  none = UNKNOT_TIER_NONE,
  self_care = UNKNOT_TIER_SELF_CARE,
  routine = UNKNOT_TIER_ROUTINE,
  soon = UNKNOT_TIER_SOON,
  same_day = UNKNOT_TIER_SAME_DAY,
  emergency = UNKNOT_TIER_EMERGENCY
};

enum class FlagStatus : std::int32_t {
  none = UNKNOT_FLAG_NONE,
  clear = UNKNOT_FLAG_CLEAR,
  open = UNKNOT_FLAG_OPEN,
  raised = UNKNOT_FLAG_RAISED
};

// The texts are lent by the result.
struct Flag {
  FlagStatus status = FlagStatus::none;
  Tier tier = Tier::none;
  Tier possible_tier = Tier::none;
  std::string_view id;
  std::string_view title;
  std::string_view reason;
};

// unknot_options, all default.
struct Options : unknot_options {
  Options() noexcept : unknot_options() { struct_size = sizeof(unknot_options); }
};

// One answer of the library. Belongs to one thread at a time. What was moved from says "nothing was assessed".
class Result {
 public:
  Tier tier() const noexcept { return Tier{unknot_result_tier(handle_.get())}; }
  Tier possible_tier() const noexcept { return Tier{unknot_result_possible_tier(handle_.get())}; }
  // False: a missing answer could still raise the tier, and a person must finish the screen.
  bool complete() const noexcept { return unknot_result_complete(handle_.get()) == 1; }

  // All flags of the pack, in its order; none for a result that is not of Engine::assess.
  std::vector<Flag> flags() const {
    std::vector<Flag> all(static_cast<std::size_t>(unknot_result_flag_count(handle_.get())));
    std::int32_t index = 0;
    for (Flag& flag : all) {
      unknot_flag filled{};
      filled.struct_size = sizeof filled;
      const std::int32_t status = unknot_result_flag(handle_.get(), index++, &filled);
      if (status != UNKNOT_OK) throw Error(status, "");
      flag = {FlagStatus{filled.status},
              Tier{filled.tier},
              Tier{filled.possible_tier},
              filled.id,
              filled.title,
              filled.reason};
    }
    return all;
  }

  // media_type: UNKNOT_MEDIA_*. The text is lent by the result.
  std::string_view document(const char* media_type = UNKNOT_MEDIA_JSON) {
    const char* bytes = nullptr;
    std::size_t size = 0;
    const std::int32_t status = unknot_result_document(handle_.get(), media_type, &bytes, &size);
    if (status != UNKNOT_OK) throw Error(status, unknot_result_error(handle_.get()));
    return {bytes, size};
  }

  // The handle, still owned by this object.
  unknot_result* get() const noexcept { return handle_.get(); }

 private:
  friend class Engine;
  struct Free {
    void operator()(unknot_result* result) const noexcept { unknot_result_free(result); }
  };

  // Takes over what a call handed out, and throws if the call failed.
  Result(std::int32_t status, unknot_result* made) : handle_(made) {
    if (status != UNKNOT_OK) throw Error(status, unknot_result_error(made));
  }

  std::unique_ptr<unknot_result, Free> handle_;
};

// A checked, immutable pack: any number of threads may use it at once. Its results outlive it.
class Engine {
 public:
  // The built-in pack.
  Engine() : Engine(Options()) {}
  explicit Engine(const unknot_options& options) {
    unknot_engine* opened = nullptr;
    const std::int32_t status = unknot_engine_open(&options, &opened);
    handle_.reset(opened);
    if (status != UNKNOT_OK) throw Error(status, unknot_engine_error(opened));
  }

  // What the engine is, as JSON. The text is lent by the engine.
  std::string_view info() const noexcept {
    std::size_t size = 0;
    const char* bytes = unknot_engine_info(handle_.get(), &size);
    return {bytes, size};
  }

  // The questions in the order in which to ask them; document(media_type) is the JSON or the FHIR Questionnaire.
  // locale nullptr: the pack's first.
  Result questions(const char* locale = nullptr, const char* media_type = UNKNOT_MEDIA_JSON) const {
    unknot_result* made = nullptr;
    const std::int32_t status = unknot_engine_questions(handle_.get(), locale, media_type, &made);
    return Result(status, made);
  }

  // The pack as it was loaded; document() is the JSON.
  Result pack() const {
    unknot_result* made = nullptr;
    const std::int32_t status = unknot_engine_pack(handle_.get(), &made);
    return Result(status, made);
  }

  // Assesses one intake, JSON. at_unix_seconds: when the patient was seen, UTC; 0: not given.
  Result assess(std::string_view intake, std::int64_t at_unix_seconds = 0) const {
    unknot_call call{};
    call.struct_size = sizeof call;
    call.at_unix_seconds = at_unix_seconds;
    unknot_result* made = nullptr;
    const std::int32_t status = unknot_assess(handle_.get(), &call, intake.data(), intake.size(), &made);
    return Result(status, made);
  }

  // The handle, still owned by this object.
  unknot_engine* get() const noexcept { return handle_.get(); }

 private:
  struct Close {
    void operator()(unknot_engine* engine) const noexcept { unknot_engine_close(engine); }
  };
  std::unique_ptr<unknot_engine, Close> handle_;
};

}  // namespace unknot

#endif
