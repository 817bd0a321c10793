#include "pack/text.h"

#include <gtest/gtest.h>

namespace {

using namespace unknot::pack;

struct Made {
  explicit Made(std::string_view source) : ok(store.make(source, text)) {}
  TextStore store;
  Text text;
  bool ok;
};

TEST(Text, WithoutPlaceholdersIsOnePiece) {
  const Made made("Drink when thirsty.");
  ASSERT_TRUE(made.ok);
  ASSERT_EQ(made.text.pieces.size(), 1u);
  EXPECT_EQ(made.text.plain(), "Drink when thirsty.");
  EXPECT_EQ(made.text.placeholders, 0u);
}

TEST(Text, IsCutAtItsPlaceholders) {
  const Made made("Call {emergency_number} or {call}.");
  ASSERT_TRUE(made.ok);
  ASSERT_EQ(made.text.pieces.size(), 5u);
  EXPECT_EQ(made.text.pieces[0].plain, "Call ");
  EXPECT_EQ(made.text.pieces[1].placeholder, Placeholder::emergency_number);
  EXPECT_EQ(made.text.pieces[2].plain, " or ");
  EXPECT_EQ(made.text.pieces[3].placeholder, Placeholder::call);
  EXPECT_EQ(made.text.pieces[4].plain, ".");
  EXPECT_EQ(made.text.placeholders, bit(Placeholder::emergency_number) | bit(Placeholder::call));
}

TEST(Text, MayBeginEndAndConsistOfPlaceholders) {
  const Made made("{date}{day}");
  ASSERT_TRUE(made.ok);
  ASSERT_EQ(made.text.pieces.size(), 2u);
  EXPECT_EQ(made.text.pieces[0].placeholder, Placeholder::date);
  EXPECT_EQ(made.text.pieces[1].placeholder, Placeholder::day);
}

TEST(Text, KnowsEachPlaceholderByItsName){
#define UNKNOT_PLACEHOLDER(name)                                   \
  {                                                                \
    const Made made("{" #name "}");                                \
    ASSERT_TRUE(made.ok) << #name;                                 \
    EXPECT_EQ(made.text.pieces[0].placeholder, Placeholder::name); \
    EXPECT_EQ(made.text.placeholders, bit(Placeholder::name));     \
  }
    UNKNOT_PLACEHOLDERS(UNKNOT_PLACEHOLDER)
#undef UNKNOT_PLACEHOLDER
}

TEST(Text, RefusesPlaceholdersThatDoNotExist) {
  for (const char* source : {"{}", "{fever}", "{Date}", "{ date}", "{none}", "{date", "{", "a {date} b {"}) {
    EXPECT_FALSE(Made(source).ok) << source;
  }
}

TEST(Text, IsEscapedForPagesWhenItIsMade) {
  const Made made("Pain < 3 & \"rest\" > O'Brien");
  ASSERT_TRUE(made.ok);
  EXPECT_EQ(made.text.pieces[0].html, "Pain &lt; 3 &amp; &quot;rest&quot; &gt; O&#39;Brien");
  EXPECT_EQ(made.text.pieces[0].plain, "Pain < 3 & \"rest\" > O'Brien");
}

TEST(Text, IsFollowedByANul) {
  const Made made("Fever");
  EXPECT_STREQ(made.text.plain().data(), "Fever");
}

TEST(Text, MadeAgainForgetsWhatItWas) {
  TextStore store;
  Text text;
  ASSERT_TRUE(store.make("{date} is the day", text));
  ASSERT_TRUE(store.make("Rest", text));
  EXPECT_EQ(text.pieces.size(), 1u);
  EXPECT_EQ(text.placeholders, 0u);
}

TEST(Text, OfNoWordsIsEmpty) {
  const Made made("");
  ASSERT_TRUE(made.ok);
  EXPECT_TRUE(made.text.empty());
  EXPECT_STREQ(made.text.plain().data(), "");
}

TEST(TextStore, KeepsItsBytesInPlaceAsItGrows) {
  TextStore store;
  Text first;
  ASSERT_TRUE(store.make("a", first));  // short: it would lie inside a moved std::string
  for (int i = 0; i < 1000; ++i) {
    Text other;
    ASSERT_TRUE(store.make(std::to_string(i), other));
  }
  EXPECT_EQ(first.plain(), "a");
}

}  // namespace
