// Bytes as a sequence of calls of the C ABI, on engines and results in every state but freed.
#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "target.h"

using namespace unknot_fuzz;

namespace {

// Takes numbers and texts off the front of the input; zeros and "" once it is used up.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  bool empty() const { return rest_.empty(); }

  std::size_t below(std::size_t end) {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return byte % end;
  }

  std::string text() {
    std::string taken(rest_.substr(0, below(256)));
    rest_.remove_prefix(std::min(taken.size(), rest_.size()));
    return taken;
  }

  template <typename Thing, std::size_t count>
  const Thing& one_of(const Thing (&things)[count]) {
    return things[below(count)];
  }

 private:
  std::string_view rest_;
};

constexpr const char* words[] = {nullptr,
                                 "",
                                 UNKNOT_MEDIA_JSON,
                                 UNKNOT_MEDIA_HANDOUT_JSON,
                                 UNKNOT_MEDIA_HTML,
                                 UNKNOT_MEDIA_TEXT,
                                 UNKNOT_MEDIA_CLINIC_HTML,
                                 UNKNOT_MEDIA_PDF,
                                 "Text / HTML; charset=utf-8",
                                 "en-US",
                                 "EN-us",
                                 "1.2.3",
                                 "9999999999",
                                 "/dev/null",
                                 "/no/such/file"};
constexpr std::uint32_t struct_sizes[] = {sizeof(unknot_options),
                                          sizeof(unknot_call),
                                          sizeof(unknot_flag),
                                          sizeof(unknot_options) + 8,
                                          0,
                                          1,
                                          4096,
                                          4097,
                                          UINT32_MAX};
constexpr std::string_view intakes[] = {R"({"answers": {}})", R"({"answers": {"fever": true, "age": 46}})",
                                        R"({"answers": {"age": 460}})", "{", ""};

// A struct with room for any later version of it.
template <typename Struct>
union Roomy {
  Struct known;
  unsigned char bytes[8192];
  Roomy() : bytes{} {}
};

class Host {
 public:
  explicit Host(Input input) : input_(input) {}

  ~Host() {
    for (unknot_engine* engine : engines_) unknot_engine_close(engine);
    for (unknot_result* result : results_) unknot_result_free(result);
  }

  void run() {
    for (int calls = 0; calls < 64 && !input_.empty(); ++calls) step();
  }

 private:
  void step() {
    switch (input_.below(10)) {
      case 0: return open_engine();
      case 1: return close_engine();
      case 2: return engine() == nullptr ? void() : check_engine(engine_, unknot_engine_status(engine_));
      case 3: return keep(unknot_engine_pack(engine(), &made_), nullptr);
      case 4: {
        const char* const locale = input_.one_of(words);
        return keep(unknot_engine_questions(engine(), locale, input_.one_of(words), &made_), nullptr);
      }
      case 5: return assess();
      case 6: return read_flag();
      case 7: return read_document();
      case 8: return free_result();
      default: return take_one_for_the_other();
    }
  }

  unknot_engine*& engine_slot() { return engines_[input_.below(engines_.size())]; }
  unknot_result*& result_slot() { return results_[input_.below(results_.size())]; }
  unknot_engine* engine() { return engine_ = engine_ != nullptr ? engine_ : engines_.front(); }

  void open_engine() {
    Roomy<unknot_options> options;
    options.known.struct_size = input_.one_of(struct_sizes);
    const std::size_t what = input_.below(8);
    const std::string text = what == 0 ? input_.text() : "";
    if (what == 0) options.known.pack = text.data(), options.known.pack_size = text.size();
    if (what == 1) options.known.pack_path = input_.one_of(words);
    if (what == 2) options.known.min_pack_version = input_.one_of(words);
    if (what == 3) options.bytes[input_.below(sizeof options.known + 16)] = 0;
    if (what == 4) options.bytes[sizeof options.known + input_.below(64)] = 1;
    if (what >= 2) options.known.pack = small_pack().data(), options.known.pack_size = small_pack().size();
    unknot_engine* opened = nullptr;
    const std::int32_t status = unknot_engine_open(&options.known, &opened);
    require(opened != nullptr, "a handle comes with every failure");
    check_engine(opened, status);
    unknot_engine*& slot = engine_slot();
    unknot_engine_close(slot);
    slot = engine_ = opened;
  }

  void close_engine() {
    unknot_engine*& slot = engine_slot();
    unknot_engine_close(slot);
    slot = engine_ = nullptr;
  }

  void assess() {
    Roomy<unknot_call> call;
    call.known.struct_size = input_.one_of(struct_sizes);
    call.known.at_unix_seconds = static_cast<std::int64_t>(input_.below(256)) - 1;
    if (input_.below(8) == 0) call.bytes[input_.below(64)] = 1;
    const std::string own = input_.text();
    const std::string_view intake = own.empty() ? input_.one_of(intakes) : std::string_view(own);
    const unknot_call* const given = input_.below(2) == 0 ? nullptr : &call.known;
    const unknot_engine* const with = engine();
    const std::int32_t status = unknot_assess(with, given, intake.data(), intake.size(), &made_);
    keep(status, with);
  }

  void keep(std::int32_t status, const unknot_engine* assessed_by) {
    require(made_ != nullptr, "a handle comes with every failure");
    if (unknot_engine_status(assessed_by) != UNKNOT_OK) {
      require(assessed_by == nullptr || status != UNKNOT_OK, "an engine that did not open assesses nobody");
    }
    check_result(made_, status);
    unknot_result*& slot = result_slot();
    unknot_result_free(slot);
    slot = std::exchange(made_, nullptr);
  }

  void read_flag() {
    Roomy<unknot_flag> flag;
    flag.known.struct_size = input_.one_of(struct_sizes);
    std::memset(flag.bytes + sizeof flag.known.struct_size, 0xA5, sizeof flag.bytes - sizeof flag.known.struct_size);
    const auto index = static_cast<std::int32_t>(input_.below(16)) - 1;
    const std::uint32_t size = flag.known.struct_size;
    const std::int32_t status = unknot_result_flag(result_slot(), index, &flag.known);
    require(flag.known.struct_size == size, "struct_size is the caller's");
    const std::size_t untouched = status == UNKNOT_OK ? size : sizeof size;
    require(flag.bytes[untouched] == 0xA5, "no byte beyond struct_size is written, none at all on failure");
  }

  void read_document() {
    unknot_result* const result = result_slot();
    const char* bytes = "";
    std::size_t size = 1;
    const std::int32_t status = unknot_result_document(result, input_.one_of(words), &bytes, &size);
    require(status == UNKNOT_OK ? std::strlen(bytes) == size : bytes == nullptr && size == 0,
            "a document is whole or none");
  }

  void free_result() {
    unknot_result*& slot = result_slot();
    unknot_result_free(slot);
    slot = nullptr;
  }

  // A handle of the other kind is answered with UNKNOT_E_ARGUMENT and is not ended by the wrong function.
  void take_one_for_the_other() {
    unknot_result* const result = result_slot();
    auto* const as_engine = reinterpret_cast<unknot_engine*>(result);
    require(unknot_engine_status(as_engine) == UNKNOT_E_ARGUMENT, "a result is no engine");
    unknot_engine_close(as_engine);
    auto* const as_result = reinterpret_cast<unknot_result*>(engine());
    require(unknot_result_status(as_result) == UNKNOT_E_ARGUMENT, "an engine is no result");
    require(unknot_result_tier(as_result) == UNKNOT_TIER_NONE, "an engine has no tier");
    unknot_result_free(as_result);
    unknot_engine_info(as_engine, nullptr);
    keep(unknot_assess(as_engine, nullptr, "{}", 2, &made_), nullptr);
  }

  Input input_;
  std::array<unknot_engine*, 3> engines_{};
  std::array<unknot_result*, 4> results_{};
  unknot_engine* engine_ = nullptr;
  unknot_result* made_ = nullptr;
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Host(Input(data, size)).run();
  return 0;
}
