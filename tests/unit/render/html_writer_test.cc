#include "render/html_writer.h"

#include <gtest/gtest.h>

#include "render/written.h"

namespace {

using unknot::render::Buffer;
using unknot::render::HtmlWriter;
using unknot_test::written;

std::string text(std::string_view value) {
  return written([&](Buffer& out) { HtmlWriter(out).text(value); });
}

TEST(HtmlWriter, EscapesEveryCharacterThatMarkupIsMadeOf) {
  EXPECT_EQ(text("<script>alert('x')</script>"), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  EXPECT_EQ(text("a & b \"c\""), "a &amp; b &quot;c&quot;");
  EXPECT_EQ(text("&&<<"), "&amp;&amp;&lt;&lt;");
  EXPECT_EQ(text("&amp;"), "&amp;amp;");
}

TEST(HtmlWriter, LeavesAllOtherTextAsItIs) {
  EXPECT_EQ(text(""), "");
  EXPECT_EQ(text("Söhne 李 100.4 °F {date} `x` \\"), "Söhne 李 100.4 °F {date} `x` \\");
}

TEST(HtmlWriter, AFilledValueIsEscapedAndThePacksWordsNotTwice) {
  const unknot::pack::Piece pieces[] = {{"For < ", "For &lt; "}, unknot_test::filled("<b>"), {"!", "!"}};
  EXPECT_EQ(written([&](Buffer& out) { HtmlWriter(out).element("<p>", pieces, "</p>"); }),
            "<p>For &lt; &lt;b&gt;!</p>");
}

TEST(HtmlWriter, AnEmptyValueWritesNothing) {
  const unknot::pack::Piece pieces[] = {unknot_test::filled("")};
  EXPECT_EQ(written([&](Buffer& out) { HtmlWriter(out).line(pieces); }), "");
}

}  // namespace
