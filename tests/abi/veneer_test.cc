// unknot.hpp: the same facts as through unknot.h, and each failure as an Error.
#include <gtest/gtest.h>

#include <optional>
#include <type_traits>
#include <unknot/unknot.hpp>

namespace {

using unknot::Engine;
using unknot::Error;
using unknot::Flag;
using unknot::FlagStatus;
using unknot::Result;
using unknot::Tier;

static_assert(std::is_nothrow_move_constructible_v<Engine> && !std::is_copy_constructible_v<Engine>);
static_assert(std::is_nothrow_move_constructible_v<Result> && !std::is_copy_constructible_v<Result>);
static_assert(std::is_nothrow_copy_constructible_v<Error>);

template <typename Work>
Error error_of(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return Error(UNKNOT_OK, "");
}

TEST(Veneer, ARaisedFlagIsToldAsTheHeaderTellsIt) {
  const Engine engine;
  Result result = engine.assess(R"({"answers": {"age": 46, "saddle_numbness": true}})", 1795514400);
  EXPECT_EQ(result.tier(), Tier::emergency);
  EXPECT_EQ(result.possible_tier(), Tier::emergency);
  EXPECT_TRUE(result.complete());
  const std::vector<Flag> flags = result.flags();
  EXPECT_EQ(flags.size(), static_cast<std::size_t>(unknot_result_flag_count(result.get())));
  bool raised = false;
  for (const Flag& flag : flags) raised = raised || (flag.status == FlagStatus::raised && flag.tier == Tier::emergency);
  EXPECT_TRUE(raised);
}

TEST(Veneer, AnEmptyIntakeIsNeverComplete) {
  const Result result = Engine().assess(R"({"answers": {}})");
  EXPECT_FALSE(result.complete());
  for (const Flag& flag : result.flags()) EXPECT_EQ(flag.status, FlagStatus::open) << flag.id;
}

TEST(Veneer, ResultsOutliveTheirEngineAndMove) {
  std::optional<Engine> engine(std::in_place);
  Result first = engine->assess(R"({"answers": {"fever": true}})");
  engine.reset();
  Result second = std::move(first);
  EXPECT_EQ(first.tier(), Tier::none);
  EXPECT_NE(second.tier(), Tier::none);
  const std::string_view html = second.document(UNKNOT_MEDIA_HTML);
  EXPECT_EQ(html.data()[html.size()], '\0');
  EXPECT_EQ(second.document().front(), '{');
}

TEST(Veneer, HandsOutInfoQuestionsAndPack) {
  const Engine engine;
  EXPECT_EQ(engine.info().front(), '{');
  EXPECT_EQ(engine.questions().document(), engine.questions("en-us").document());
  EXPECT_NE(engine.questions("es-US", UNKNOT_MEDIA_FHIR).document(UNKNOT_MEDIA_FHIR), "");
  EXPECT_EQ(engine.pack().document().front(), '{');
}

TEST(Veneer, ThrowsWhatTheLibraryRefuses) {
  const Engine engine;
  const Error intake = error_of([&] { engine.assess(R"({"answers": {"fevr": true}})"); });
  EXPECT_EQ(intake.status(), UNKNOT_E_INTAKE);
  EXPECT_NE(intake.problem().find(R"("pointer":"/answers/fevr")"), std::string::npos);
  EXPECT_EQ(std::string(intake.what()), "unknot: intake: " + intake.problem());

  const Error locale = error_of([&] { engine.questions("tlh"); });
  EXPECT_EQ(locale.status(), UNKNOT_E_UNSUPPORTED);
  const Error time = error_of([&] { engine.assess(R"({"answers": {}})", -1); });
  EXPECT_EQ(time.status(), UNKNOT_E_ARGUMENT);

  Result result = engine.assess(R"({"answers": {}})");
  const Error document = error_of([&] { result.document(UNKNOT_MEDIA_PDF); });
  EXPECT_EQ(document.status(), UNKNOT_E_UNSUPPORTED);
  EXPECT_NE(document.problem(), "");

  unknot::Options options;
  options.pack_path = "/no/such/pack";
  const Error pack = error_of([&] { Engine failed(options); });
  EXPECT_EQ(pack.status(), UNKNOT_E_IO);
  EXPECT_NE(pack.problem(), "");
}

}  // namespace
