#include "render/text_layout.h"

#include <gtest/gtest.h>

#include "render/written.h"

namespace {

using unknot::render::append_wrapped;
using unknot::render::Buffer;
using unknot_test::written;

std::string wrapped(std::string_view words, std::string_view first = "", std::string_view rest = "") {
  return written([&](Buffer& out) { append_wrapped(words, first, rest, out); });
}

const std::string a71(71, 'a');
const std::string a72(72, 'a');
const std::string a73(73, 'a');

TEST(Wrap, ShortWordsStayInOneRow) { EXPECT_EQ(wrapped("Rest a little."), "Rest a little.\n"); }

TEST(Wrap, ARowHoldsExactly72Columns) {
  EXPECT_EQ(wrapped(std::string(70, 'a') + " b"), std::string(70, 'a') + " b\n");
  EXPECT_EQ(wrapped(a71 + " b"), a71 + "\nb\n");
  EXPECT_EQ(wrapped("b " + std::string(70, 'a')), "b " + std::string(70, 'a') + "\n");
  EXPECT_EQ(wrapped("b " + a71), "b\n" + a71 + "\n");
}

TEST(Wrap, AWordThatIsTooWideStandsAlone) {
  EXPECT_EQ(wrapped("b " + a73 + " c"), "b\n" + a73 + "\nc\n");
  EXPECT_EQ(wrapped(a73), a73 + "\n");
}

TEST(Wrap, RowsBeginWithTheirIndent) {
  EXPECT_EQ(wrapped("b " + a71 + " c", "- ", "  "), "- b\n  " + a71 + "\n  c\n");
  EXPECT_EQ(wrapped(std::string(70, 'a') + " b", "- ", "  "), "- " + std::string(70, 'a') + "\n  b\n");
}

TEST(Wrap, ColumnsAreCodePoints) {
  std::string umlauts;
  for (int i = 0; i < 70; ++i) umlauts += "ä";
  EXPECT_EQ(wrapped(umlauts + " ö"), umlauts + " ö\n");
  EXPECT_EQ(wrapped(umlauts + " öö"), umlauts + "\nöö\n");
  EXPECT_EQ(wrapped(umlauts + " b", "–", " "), "–" + umlauts + "\n b\n");
}

TEST(Wrap, SpacesBetweenWordsAreOne) {
  EXPECT_EQ(wrapped("  a   b  "), "a b\n");
  EXPECT_EQ(wrapped(""), "\n");
  EXPECT_EQ(wrapped(" ", "- ", "  "), "- \n");
}

TEST(Wrap, NoRowIsWiderThanItMayBe) {
  std::string words;
  for (int i = 1; i < 400; ++i) words += std::string(static_cast<std::size_t>(1 + i * 7 % 23), 'x') + ' ';
  const std::string rows = wrapped(words, "* ", "    ");
  std::size_t from = 0;
  std::string again;
  for (std::size_t end = rows.find('\n'); end != std::string::npos; from = end + 1, end = rows.find('\n', from)) {
    EXPECT_LE(end - from, 72u);
    const std::size_t indent = from == 0 ? 2 : 4;
    again += rows.substr(from + indent, end - from - indent) + ' ';
  }
  EXPECT_EQ(again, words);
}

TEST(Words, AreAllPiecesOfALine) {
  unknot::Arena memory;
  const unknot::pack::Piece pieces[] = {{"Call <", "Call &lt;"}, unknot_test::filled("911"), {">", "&gt;"}};
  EXPECT_EQ(std::string_view(unknot::render::words_of(pieces, memory)), "Call <911>");
}

}  // namespace
