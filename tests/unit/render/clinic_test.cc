#include "render/clinic.h"

#include <gmock/gmock.h>

#include "render/sample.h"

namespace {

using namespace unknot_test;
using testing::HasSubstr;
using testing::Not;

std::string copy_of(const SmallPack& pack, const std::string& answers, const std::string& options = "",
                    std::int64_t at_unix_seconds = 0) {
  Visit visit(pack, answers, options);
  const unknot::render::Record record{*visit.pack, visit.answers, visit.assessment, visit.plan, at_unix_seconds};
  return std::string(unknot::render::clinic(record, visit.handout, visit.memory));
}

std::string sample(std::int64_t at = 0) { return copy_of(sample_pack(), sample_answers, sample_options, at); }

TEST(ClinicCopy, BeginsWithTheOutcome) {
  EXPECT_THAT(sample(), HasSubstr("<p class=\"message\">Title of routine</p>\n<p>Action of routine."));
  EXPECT_THAT(sample(), HasSubstr("<b>outcome:</b> complete"));
  EXPECT_THAT(copy_of(sample_pack(), "{}"),
              HasSubstr("<b>outcome:</b> incomplete<br><b>possible_tier:</b> Title of soon"));
}

TEST(ClinicCopy, NamesWhatMustBeAskedFirst) {
  const std::string copy = copy_of(sample_pack(), R"({"days": 95, "unsafe": false, "ills": "unsure"})");
  EXPECT_THAT(copy,
              HasSubstr("<p class=\"unfinished\">Possibly Title of soon.</p>\n<ol>\n"
                        "<li>ills <i>(answer_unsure; could_raise_to Title of soon)</i></li>\n"
                        "<li>Text of fever <i>(answer_not_asked; could_raise_to Title of routine)</i></li>\n</ol>"));
  EXPECT_THAT(sample(), Not(HasSubstr("ask_first_title")));
}

TEST(ClinicCopy, EscapesWhatTheClinicGave) {
  EXPECT_THAT(sample(), HasSubstr("<b>subject:</b> &lt;Patient&gt; &amp; 1"));
  EXPECT_THAT(sample(), HasSubstr("<b>request:</b> r-1"));
  EXPECT_THAT(sample(), Not(HasSubstr("<Patient>")));
}

TEST(ClinicCopy, TellsTheTimeThatWasGiven) {
  EXPECT_THAT(sample(1700000000), HasSubstr("<b>time:</b> 2023-11-14 22:13 UTC"));
  EXPECT_THAT(sample(61), HasSubstr("1970-01-01 00:01 UTC"));
  EXPECT_THAT(sample(0), HasSubstr("<b>time:</b> time_not_given"));
}

TEST(ClinicCopy, SaysThatNobodyReviewedThePack) {
  EXPECT_THAT(sample(), HasSubstr("<p class=\"caution\">review_none</p>"));
  SmallPack pack = sample_pack();
  pack.json["pack"]["review"] = {{"state", "reviewed"}, {"reviewer", "Dr <A>"}, {"date", "2026-12-01"}};
  EXPECT_THAT(copy_of(pack, sample_answers), HasSubstr("Reviewed by Dr &lt;A&gt; on 2026-12-01."));
}

TEST(ClinicCopy, TellsRaisedFlagsThenOpenOnesThenClearOnes) {
  SmallPack pack = sample_pack();
  const std::string copy = copy_of(pack, R"({"fever": false, "days": 95, "unsafe": true})");
  const std::size_t raised = copy.find("<h3>Title of other — status_raised: Title of routine</h3>");
  const std::size_t open = copy.find("<h3>Title of long — status_open: Title of soon</h3>");
  const std::size_t clear = copy.find("<p><b>status_clear:</b> Title of fever</p>");
  ASSERT_NE(raised, std::string::npos);
  ASSERT_NE(open, std::string::npos);
  ASSERT_NE(clear, std::string::npos);
  EXPECT_LT(raised, open);
  EXPECT_LT(open, clear);
}

TEST(ClinicCopy, ARuleTellsReasonGroundsAndSources) {
  EXPECT_THAT(sample(),
              HasSubstr("<li><b>Title of routine.</b> Clinic reason of fever. <br>why: yes. sources: SRC</li>"));
}

TEST(ClinicCopy, GroundsStandApartAndNumbersHaveTheirUnit) {
  const std::string copy =
      copy_of(sample_pack(), R"({"fever": false, "days": 95, "ills": ["frail"], "unsafe": false})");
  EXPECT_THAT(copy, HasSubstr("<br>why: days 95 days; frail. sources: SRC</li>"));
}

TEST(ClinicCopy, TopicsThatAreWithheldForOneReasonStandInOneLine) {
  SmallPack pack = sample_pack();
  const auto withheld = [](const char* when) { return Json{{"withheld_when", when}, {"unknown", "withhold"}}; };
  pack.topic("bend", withheld("days > 90")).topic("press", withheld("ills has clot or unsafe = yes"));
  pack.json["rules"]["rules"][2].erase("private");
  EXPECT_THAT(copy_of(pack, R"({"fever": true, "days": 95, "ills": ["clot"], "unsafe": false})"),
              HasSubstr("<ul>\n<li>Title of roll, Title of press: clot</li>\n"
                        "<li>Title of bend: days 95 days</li>\n</ul>"));
  EXPECT_THAT(copy_of(pack, R"({"fever": true, "days": 1, "unsafe": false})"),
              HasSubstr("<ul>\n<li>Title of roll, Title of press: not_answered ills</li>\n</ul>"));
  EXPECT_THAT(copy_of(pack, R"({"fever": true, "days": 1})"),
              HasSubstr("<li>Title of roll: not_answered ills</li>\n"
                        "<li>Title of press: not_answered ills; unsafe</li>\n</ul>"));
}

TEST(ClinicCopy, MarksWhatIsPrivate) {
  const std::string copy = copy_of(sample_pack(), R"({"fever": false, "days": 1, "unsafe": true})");
  EXPECT_THAT(
      copy,
      HasSubstr("Clinic reason of unsafe. <br>why: yes. sources: SRC<br><span class=\"private\">private_note</span>"));
  EXPECT_THAT(sample(), HasSubstr("<tr><th scope=\"row\">Text of unsafe</th><td>Text of no<br><span class=\"private\">"
                                  "private_note</span></td></tr>"));
  EXPECT_THAT(sample(), HasSubstr("<tr><th scope=\"row\">Text of fever</th><td>Text of yes</td></tr>"));
}

TEST(ClinicCopy, TellsEveryAnswerInQuestionOrder) {
  EXPECT_THAT(sample(),
              HasSubstr("<td>Text of yes</td></tr>\n<tr><th scope=\"row\">Text of days</th><td>2 days</td></tr>\n"
                        "<tr><th scope=\"row\">ills</th><td>Text of frail; Text of clot</td></tr>"));
  const std::string copy = copy_of(sample_pack(), R"({"ills": [], "fever": "unsure"})");
  EXPECT_THAT(copy, HasSubstr("Text of fever</th><td>answer_unsure</td>"));
  EXPECT_THAT(copy, HasSubstr("Text of days</th><td>answer_not_asked</td>"));
  EXPECT_THAT(copy, HasSubstr("<th scope=\"row\">ills</th><td>answer_none</td>"));
}

TEST(ClinicCopy, SaysWhatDoesNotApply) {
  const SmallPack pack =
      SmallPack().integer("age", 0, 99).yes_no("a").asked_when("age > 9", false).rule("r", "a = yes", "soon");
  EXPECT_THAT(copy_of(pack, R"({"age": 5})"),
              HasSubstr("Text of a</th><td>answer_not_asked (answer_does_not_apply)</td>"));
}

TEST(ClinicCopy, TellsContradictionsWithheldTopicsAndTeachBack) {
  const std::string copy = copy_of(sample_pack(), R"({"fever": true, "days": 0, "ills": ["clot"]})");
  EXPECT_THAT(copy, HasSubstr("<li>Contradiction odd.</li>"));
  EXPECT_THAT(copy, HasSubstr("<li>Title of roll: clot</li>"));
  EXPECT_THAT(copy, HasSubstr("<li>What will you do?</li>"));
  EXPECT_THAT(copy_of(sample_pack(), R"({"fever": true, "days": 1})"),
              HasSubstr("<li>Title of roll: not_answered ills</li>"));
  EXPECT_THAT(sample(), Not(HasSubstr("contradictions_title")));
}

TEST(ClinicCopy, HasTheSourcesInFullAndThePatientsSheetAtTheEnd) {
  const std::string copy = sample();
  EXPECT_THAT(copy, HasSubstr("<li><b>SRC</b> A source</li>"));
  EXPECT_THAT(copy, HasSubstr("<p>seen_by</p><p>seen_time</p><p>action</p>"));
  EXPECT_LT(copy.find("patient_copy_title"), copy.find("<div class=\"handout visit\""));
}

TEST(ClinicCopy, IsInTheClinicsLanguage) {
  SmallPack pack = sample_pack();
  pack.json["pack"]["languages"].push_back("en-GB");
  pack.json["text"]["en-GB"] = {{"base", "en-US"},
                                {"locale", "en-GB"},
                                {"clinic", {{"title", "Own copy"}}},
                                {"handout", {{"more_title", "Own more"}}}};
  EXPECT_THAT(copy_of(pack, sample_answers, R"("handout": {"clinic": {"locale": "en-GB"}})"),
              testing::AllOf(HasSubstr("<h1>Own copy</h1>"), HasSubstr("<h2>more_title</h2>")));
  EXPECT_THAT(copy_of(pack, sample_answers, R"("handout": {"locale": "en-GB"})"),
              testing::AllOf(HasSubstr("<h1>title</h1>"), HasSubstr("<h2>Own more</h2>")));
}

}  // namespace
