#include "compose/phrases.h"

#include <gtest/gtest.h>

#include "visit.h"

namespace {

using namespace unknot::compose;
using unknot::pack::Text;
using unknot_test::words;

class PhrasesTest : public testing::Test {
 protected:
  Text text(std::string_view source) {
    Text made;
    EXPECT_TRUE(store.make(source, made));
    return made;
  }

  unknot::Arena memory;
  unknot::pack::TextStore store;
  Phrases phrases{memory};
};

TEST_F(PhrasesTest, ATextWithoutPlaceholdersIsPassedOnUncopied) {
  const Text rest = text("Rest.");
  EXPECT_EQ(phrases.fill(rest).data(), rest.pieces.data());
}

TEST_F(PhrasesTest, PlaceholdersAreFilledAsTheyAreSetNow) {
  const Text call = text("Call {call}, then {emergency_number}.");
  phrases.set(Placeholder::call, "555 1");
  phrases.set(Placeholder::emergency_number, "911");
  const Line before = phrases.fill(call);
  phrases.set(Placeholder::call, "555 2");
  EXPECT_EQ(words(before), "Call 555 1, then 911.");
  EXPECT_EQ(words(phrases.fill(call)), "Call 555 2, then 911.");
}

TEST_F(PhrasesTest, AFilledValueIsLeftForTheRendererToEscape) {
  phrases.set(Placeholder::call, "<b>");
  const Line line = phrases.fill(text("Call {call} & wait"));
  EXPECT_EQ(line[1].html, "");
  EXPECT_EQ(line[2].html, " &amp; wait");
}

TEST_F(PhrasesTest, NumbersAreWrittenInDigits) {
  phrases.set_number(Placeholder::count, 1234567890123);
  EXPECT_EQ(words(phrases.fill(text("{count}"))), "1234567890123");
  phrases.set_number(Placeholder::count, 0);
  EXPECT_EQ(words(phrases.fill(text("{count}"))), "0");
}

TEST_F(PhrasesTest, LinesFillThePlaceOfAList) {
  const Text form = text("because of: {labels} ({call})");
  const Text separator = text(", ");
  const Text a = text("fever");
  const Text b = text("age");
  const Line lines[] = {a, b};
  phrases.set(Placeholder::call, "now");
  EXPECT_EQ(words(phrases.fill(form, Placeholder::labels, lines, separator)), "because of: fever, age (now)");
  EXPECT_EQ(words(phrases.fill(form, Placeholder::labels, {lines, 1}, separator)), "because of: fever (now)");
  EXPECT_EQ(words(phrases.fill(form, Placeholder::labels, {}, separator)), "because of:  (now)");
}

TEST_F(PhrasesTest, JoinPutsLinesOneAfterTheOther) {
  const Text a = text("a");
  const Text b = text("b");
  const Text separator = text("; ");
  EXPECT_EQ(words(phrases.join({a, b})), "ab");
  const Line lines[] = {a, b, a};
  EXPECT_EQ(words(phrases.join(lines, separator)), "a; b; a");
  EXPECT_TRUE(phrases.join({}, separator).empty());
}

TEST_F(PhrasesTest, KeptBytesDoNotNeedTheirSource) {
  std::string source = "Anna";
  const std::string_view kept = phrases.keep(source);
  source = "####";
  EXPECT_EQ(kept, "Anna");
}

}  // namespace
