#include "base/name_table.h"

#include <gtest/gtest.h>

namespace {

using unknot::NameTable;

TEST(NameTable, FindsNothingWhileItIsEmpty) { EXPECT_EQ(NameTable().find("fever"), NameTable::missing); }

TEST(NameTable, NumbersNamesInTheOrderInWhichTheyCame) {
  NameTable table;
  EXPECT_EQ(table.add("fever"), 0);
  EXPECT_EQ(table.add("age"), 1);
  EXPECT_EQ(table.find("fever"), 0);
  EXPECT_EQ(table.find("age"), 1);
  EXPECT_EQ(table.name(1), "age");
  EXPECT_EQ(table.names(), (std::vector<std::string>{"fever", "age"}));
}

TEST(NameTable, RefusesANameThatIsThere) {
  NameTable table;
  table.add("fever");
  EXPECT_EQ(table.add("fever"), NameTable::missing);
  EXPECT_EQ(table.size(), 1u);
}

TEST(NameTable, TellsAlmostEqualNamesApart) {
  NameTable table;
  table.add("fever");
  for (const char* name : {"", "f", "feve", "fevers", "Fever", "fever ", "xever"}) {
    EXPECT_EQ(table.find(name), NameTable::missing) << name;
  }
}

// Only the first and the last eight bytes of a name are hashed.
TEST(NameTable, FindsEachOfManyNamesThatShareOneHash) {
  NameTable table;
  for (int i = 0; i < 500; ++i) table.add("beginning" + std::to_string(1000 + i) + "the_end_");
  for (int i = 0; i < 500; ++i) EXPECT_EQ(table.find("beginning" + std::to_string(1000 + i) + "the_end_"), i);
  EXPECT_EQ(table.find("beginning1500the_end_"), NameTable::missing);
}

TEST(NameTable, FindsEveryNameAsItGrows) {
  NameTable table;
  for (int size = 0; size < 3000; ++size) {
    ASSERT_EQ(table.add(std::to_string(size)), size);
    ASSERT_EQ(table.find(std::to_string(size / 2)), size / 2);
    ASSERT_EQ(table.find(std::to_string(size + 1)), NameTable::missing);
  }
  for (int i = 0; i < 3000; ++i) ASSERT_EQ(table.find(std::to_string(i)), i);
}

TEST(NameTable, HoldsTheEmptyNameLikeAnyOther) {
  NameTable table;
  EXPECT_EQ(table.add(""), 0);
  EXPECT_EQ(table.find(""), 0);
}

}  // namespace
