#include "render/html.h"

#include <gmock/gmock.h>

#include "render/sample.h"

namespace {

using namespace unknot_test;
using testing::HasSubstr;
using testing::Not;

std::string page_of(const SmallPack& pack, const std::string& answers, const std::string& options = "") {
  Visit visit(pack, answers, options);
  return std::string(unknot::render::html(visit.handout, visit.memory));
}

std::string sample(const std::string& options = sample_options) {
  return page_of(sample_pack(), sample_answers, options);
}

std::size_t count(const std::string& text, const std::string& words) {
  std::size_t found = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
  return found;
}

TEST(Page, IsOneWholeDocument) {
  const std::string page = sample();
  EXPECT_EQ(page.substr(0, 15), "<!DOCTYPE html>");
  EXPECT_EQ(page.substr(page.size() - 16), "</body>\n</html>\n");
  EXPECT_THAT(page, HasSubstr("<html lang=\"en-US\" dir=\"ltr\">"));
  EXPECT_THAT(page, HasSubstr("<meta charset=\"utf-8\">"));
  EXPECT_THAT(page, HasSubstr("<title>Title of visit</title>"));
}

TEST(Page, EscapesWhatThePatientAndTheClinicGave) {
  const std::string page = sample();
  EXPECT_THAT(page, HasSubstr("For &lt;b&gt;O&#39;Brien &amp; &quot;Söhne&quot;&lt;/b&gt;"));
  EXPECT_THAT(page, HasSubstr("Phone 555 &lt;1&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("<b>O")));
}

TEST(Page, EscapesThePacksWordsOnce) {
  EXPECT_THAT(sample(), HasSubstr("<h2>Plan &lt; 2 weeks</h2>"));
  EXPECT_THAT(sample(), HasSubstr("<li>Walk &amp; talk.</li>"));
}

TEST(Page, TheFootOfEachPageNamesWhomItIsForAndIsOnlyWords) {
  EXPECT_THAT(sample(),
              HasSubstr("@bottom-left{content:\"For \\00003cb\\00003eO\\000027Brien \\000026 \\000022Söhne\\000022"
                        "\\00003c\\00002fb\\00003e\\0000a0\\0000b7\\0000a0Reference r\\00002d1\"}"));
  EXPECT_THAT(sample(""), HasSubstr("@bottom-left{content:\"\"}"));
}

TEST(Page, ThePaperIsTheOneThatWasAskedFor) {
  EXPECT_THAT(sample(), HasSubstr("@page{size:Letter;"));
  EXPECT_THAT(sample(R"("handout": {"page": "A4"})"), HasSubstr("@page{size:A4;"));
}

TEST(Page, SaysItsKindAndItsPrint) {
  EXPECT_THAT(sample(), HasSubstr("<div class=\"handout visit\" lang=\"en-US\" dir=\"ltr\">"));
  EXPECT_THAT(sample(R"("handout": {"large_print": true})"), HasSubstr("<div class=\"handout visit large\""));
}

TEST(Page, EveryElementThatOpensCloses) {
  for (const std::string& page :
       {sample(), page_of(sample_pack(), "{}"), page_of(minimal_pack(), R"({"fever": true})")}) {
    for (const char* name :
         {"html", "head", "body", "main", "header", "style", "section", "article", "div", "h1", "h2", "h3",  "h4",
          "p",    "ul",   "ol",   "li",   "b",      "table", "thead",   "tbody",   "tr",  "th", "td", "span"}) {
      const std::string open = '<' + std::string(name);
      const std::size_t opened = count(page, open + '>') + count(page, open + ' ');
      EXPECT_EQ(opened, count(page, "</" + std::string(name) + '>')) << name;
    }
  }
}

TEST(Page, ABoxHoldsItsTopics) {
  EXPECT_THAT(sample(), HasSubstr("<div class=\"box\">\n<h3>Title of relief</h3>\n"
                                  "<p class=\"caution\"><b>caution:</b> Ask &amp; wait.</p>\n"
                                  "<article class=\"topic\">\n<h4>Title of pill</h4>"));
  EXPECT_THAT(sample(), HasSubstr("<article class=\"topic\">\n<h3>Title of walk</h3>"));
}

TEST(Page, OneBoxClosesBeforeTheNextAndBeforeWhatStandsInNone) {
  SmallPack pack = minimal_pack().topic("bend").topic("pill").topic("walk").topic("turn");
  pack.slot("all", 3, {"bend", "pill", "walk"}).box("moves", {"bend", "turn"}).box("relief", {"pill"});
  const std::string page = page_of(pack, R"({"fever": false})");
  const auto box = [](const std::string& id) { return "</article>\n</div>\n<div class=\"box\">\n<h3>Title of " + id; };
  EXPECT_THAT(page, HasSubstr(box("relief")));
  EXPECT_THAT(page, HasSubstr("</article>\n</div>\n<article class=\"topic\">\n<h3>Title of walk</h3>"));
  EXPECT_THAT(page, HasSubstr("<h3>Title of moves</h3>\n<article class=\"brief\">\n<h4>Title of turn</h4>"));
  EXPECT_EQ(count(page, "<div class=\"box\">"), 3u);
  EXPECT_EQ(count(page, "<div"), count(page, "</div>"));
}

TEST(Page, StepsAreNumberedAndLabelsBold) {
  EXPECT_THAT(sample(), HasSubstr("<ol>\n<li>Stand up.</li>\n<li>Walk &amp; talk.</li>\n</ol>\n"
                                  "<p class=\"dose\"><b>dose:</b> 5 minutes</p>"));
}

TEST(Page, ALineIsTheCaptionOfItsPicture) {
  SmallPack pack = sample_pack();
  pack.picture("walk", "talk", "step", 2);
  EXPECT_THAT(page_of(pack, sample_answers),
              HasSubstr("<li>Stand up.</li>\n<li><figure><svg viewBox=\"0 0 240 180\" role=\"img\" "
                        "aria-label=\"Picture of &lt;talk&gt;\"><path d=\"M1 2h3\"/></svg>"
                        "<figcaption>Walk &amp; talk.</figcaption></figure></li>\n</ol>"));
}

TEST(Page, TheTickSheetHasATableAWeek) {
  const std::string page = sample();
  EXPECT_EQ(count(page, "<table>"), 2u);
  EXPECT_EQ(count(page, "<th scope=\"col\">"), 14u);
  EXPECT_THAT(page, HasSubstr("<th scope=\"col\">Day 3<br><span>m2 1</span></th>"));
  EXPECT_THAT(page, HasSubstr("<tr><th scope=\"row\">Tick of cold</th><td>☐</td><td>☐</td><td>–</td>"));
  EXPECT_EQ(count(page, "Tick of cold"), 1u);
  EXPECT_EQ(count(page, "Tick of heat"), 2u);
}

TEST(Page, WithoutADateTheTickSheetHasNoDates) { EXPECT_THAT(sample(""), HasSubstr("<th scope=\"col\">Day 3</th>")); }

TEST(Page, HasNoScriptAndLoadsNothing) {
  const std::string page = sample();
  for (const char* words : {"<script", "http:", "https:", "src=", "url(", "@import", "<link", "<img", "<iframe"}) {
    EXPECT_THAT(page, Not(HasSubstr(words))) << words;
  }
}

}  // namespace
