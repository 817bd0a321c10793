// A picture is plain lines and areas, or it is refused: it will stand in every patient's page as it is.
#include <gtest/gtest.h>

#include "base/limits.h"
#include "pack/changed_pack.h"

namespace {

using namespace unknot_test;

const std::string opening = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180">)";
const std::string path = R"(<path fill="#fff" d="M0 0h240v180H0z"/>)";
constexpr const char* refused = "invalid_picture /pictures/cold-start";

std::string picture(const std::string& svg) {
  return changed([&](Json& pack) { pack["pictures"]["cold-start"] = svg; });
}
std::string expected_picture(const std::string& svg) {
  return expected_of_changed([&](Json& pack) { pack["pictures"]["cold-start"] = svg; });
}
std::string with_path(const std::string& one) { return opening + one + "</svg>"; }

TEST(LoadPictures, PathsOfLinesAndAreasAreTaken) {
  EXPECT_EQ(picture(with_path(path)), "accepted");
  EXPECT_EQ(picture(with_path('\n' + path + "\n " + path + '\n') + '\n'), "accepted");
  EXPECT_EQ(picture(with_path(R"(<path d="M.5-1,2+3" stroke="#00aA0f" stroke-width="2.5" fill="none")"
                              R"( stroke-linejoin="bevel" stroke-linecap="butt" />)")),
            "accepted");
  for (const char* end : {"butt", "round", "square"}) {
    EXPECT_EQ(picture(with_path("<path d=\"m0 0\" stroke-linecap=\"" + std::string(end) + "\"/>")), "accepted");
  }
  for (const char* corner : {"miter", "round", "bevel"}) {
    EXPECT_EQ(picture(with_path("<path d=\"M0 0\" stroke-linejoin=\"" + std::string(corner) + "\"/>")), "accepted");
  }
}

TEST(LoadPictures, EveryOtherFormIsRefused) {
  for (const std::string& svg : {
           std::string(),
           std::string("<svg/>"),
           opening,
           opening + "</svg>",
           opening + path,
           ' ' + with_path(path),
           "\xEF\xBB\xBF" + with_path(path),
           "<?xml version=\"1.0\"?>" + with_path(path),
           "<!DOCTYPE svg [<!ENTITY a \"b\">]>" + with_path(path),
           R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 181">)" + path + "</svg>",
           R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180" onload="x">)" + path + "</svg>",
           with_path(path) + with_path(path),
           with_path(path) + "<script/>",
           with_path("text" + path),
           with_path(path + "text"),
           with_path(path + std::string(1, '\0')),
           with_path("<script>x()</script>" + path),
           with_path(path + "<script>x()</script>"),
           with_path("<style>*{fill:red}</style>" + path),
           with_path("<!--" + path + "-->"),
           with_path("<![CDATA[" + path + "]]>"),
           with_path("<text>a</text>" + path),
           with_path("<title>a</title>" + path),
           with_path("<image href=\"http://example.org/a.png\"/>"),
           with_path("<use href=\"#a\"/>"),
           with_path("<a href=\"http://example.org\">" + path + "</a>"),
           with_path("<foreignObject/>"),
           with_path("<animate attributeName=\"d\"/>"),
           with_path("<g>" + path + "</g>"),
           with_path("<PATH d=\"M0 0\"/>"),
           with_path("<path/>"),
           with_path("<path fill=\"#fff\"/>"),
           with_path("<path d=\"M0 0\"></path>"),
           with_path("<path d=\"M0 0\""),
           with_path("<path d=\"M0 0"),
           with_path("<pathd=\"M0 0\"/>"),
           with_path("<path d=\"M0 0\"fill=\"#fff\"/>"),
           with_path("<path d='M0 0'/>"),
           with_path("<path d=M0 />"),
           with_path("<path d =\"M0 0\"/>"),
           with_path("<path\td=\"M0 0\"/>"),
           with_path("<path D=\"M0 0\"/>"),
           with_path("<path d=\"\"/>"),
           with_path("<path d=\"0 0\"/>"),
           with_path("<path d=\"M0 0&#10;\"/>"),
           with_path("<path d=\"M0 0e3\"/>"),
           with_path("<path d=\"M0 0<\"/>"),
           with_path("<path d=\"M0 0\" d=\"M0 0\"/>"),
           with_path("<path d=\"M0 0\" fill=\"#fff\" fill=\"#fff\"/>"),
           with_path("<path d=\"M0 0\" onclick=\"x()\"/>"),
           with_path("<path d=\"M0 0\" style=\"fill:red\"/>"),
           with_path("<path d=\"M0 0\" class=\"a\"/>"),
           with_path("<path d=\"M0 0\" id=\"a\"/>"),
           with_path("<path d=\"M0 0\" transform=\"scale(9)\"/>"),
           with_path("<path d=\"M0 0\" fill=\"url(#a)\"/>"),
           with_path("<path d=\"M0 0\" fill=\"red\"/>"),
           with_path("<path d=\"M0 0\" fill=\"#ffff\"/>"),
           with_path("<path d=\"M0 0\" fill=\"#ffg\"/>"),
           with_path("<path d=\"M0 0\" fill=\"\"/>"),
           with_path("<path d=\"M0 0\" stroke=\"currentColor\"/>"),
           with_path("<path d=\"M0 0\" stroke-width=\"2px\"/>"),
           with_path("<path d=\"M0 0\" stroke-width=\"2.\"/>"),
           with_path("<path d=\"M0 0\" stroke-width=\".5\"/>"),
           with_path("<path d=\"M0 0\" stroke-width=\"\"/>"),
           with_path("<path d=\"M0 0\" stroke-linecap=\"flat\"/>"),
           with_path("<path d=\"M0 0\" stroke-linecap=\"squash\"/>"),
           with_path("<path d=\"M0 0\" stroke-linecap=\"miter\"/>"),
           with_path("<path d=\"M0 0\" stroke-linejoin=\"\"/>"),
           with_path("<path d=\"M0 0\" stroke-linejoin=\"outer\"/>"),
           with_path("<path d=\"0 0\"/>"),
       }) {
    EXPECT_EQ(picture(svg), refused) << svg;
  }
}

TEST(LoadPictures, ARefusalSaysWhatWasExpected) {
  EXPECT_EQ(expected_picture("<svg/>"), opening);
  EXPECT_EQ(expected_picture(with_path("<text>a</text>")), "<path");
  EXPECT_EQ(expected_picture(with_path("<path d=\"M0 0\" fill=\"red\"/>")), "a color as #ddd, or none, in fill");
  EXPECT_EQ(expected_picture(with_path(path) + "more"), "nothing after </svg>");
}

TEST(LoadPictures, AreSmall) {
  const std::string frame = with_path("<path d=\"M0 0\"/>");
  const auto of_size = [&](std::size_t size) {
    return with_path("<path d=\"M0 0" + std::string(size - frame.size(), ' ') + "\"/>");
  };
  EXPECT_EQ(picture(of_size(unknot::limits::picture_bytes - 1)), "accepted");
  EXPECT_EQ(picture(of_size(unknot::limits::picture_bytes)), "too_long /pictures/cold-start");
}

TEST(LoadPictures, AreTextsUnderIds) {
  EXPECT_EQ(changed([](Json& pack) { pack["pictures"] = 1; }), "wrong_type /pictures");
  EXPECT_EQ(changed([](Json& pack) { pack["pictures"]["cold-start"] = 1; }), "wrong_type /pictures/cold-start");
  EXPECT_EQ(changed([](Json& pack) { pack["pictures"]["../cold"] = with_path(path); }), "invalid_format /pictures");
}

TEST(LoadPictures, EachIsShownByATopicAndSaidInWords) {
  EXPECT_EQ(changed([](Json& pack) { pack["pictures"]["unseen"] = with_path(path); }),
            "missing_text /text/en-US/pictures");
  EXPECT_EQ(changed([](Json& pack) {
              pack["pictures"]["unseen"] = with_path(path);
              texts(pack)["pictures"]["unseen"] = "Nobody sees this.";
              pack["text"]["es-US"]["pictures"]["unseen"] = "Esto no lo ve nadie.";
            }),
            "unused_id /pictures/unseen");
  EXPECT_EQ(changed([](Json& pack) { pack.erase("pictures"); }).substr(0, 10), "unknown_id");
  EXPECT_EQ(changed([](Json& pack) { texts(pack)["pictures"]["more"] = "More."; }),
            "unknown_member /text/en-US/pictures/more");
  EXPECT_EQ(changed([](Json& pack) { texts(pack)["pictures"]["cold-start"] = ""; }),
            "missing_text /text/en-US/pictures/cold-start");
  EXPECT_EQ(changed([](Json& pack) { texts(pack)["pictures"]["cold-start"] = "For {patient_name}"; }),
            "invalid_placeholder /text/en-US/pictures/cold-start");
}

TEST(LoadPictures, ATopicSaysWhichLineEachShows) {
  const auto shown = [](const Json& pictures) {
    return changed([&](Json& pack) { topic(pack, "cold")["pictures"] = pictures; });
  };
  const std::string place = "/topics/topics/3/pictures";
  const Json first = {{"id", "cold-start"}, {"step", 1}};
  const auto second = [&](const Json& more) {
    Json entry = {{"id", "cold-end"}};
    entry.update(more);
    return shown(Json::array({first, entry}));
  };
  EXPECT_EQ(second({{"step", 2}}), "accepted");
  EXPECT_EQ(second({{"step", 0}}), "out_of_range " + place + "/1/step");
  EXPECT_EQ(second({{"step", 1}}), "duplicate_id " + place + "/1/step");
  EXPECT_EQ(second({{"step", "2"}}), "wrong_type " + place + "/1/step");
  EXPECT_EQ(second({{"step", 2}, {"item", 2}}), "unknown_member " + place + "/1/item");
  EXPECT_EQ(second(Json::object()), "missing_member " + place + "/1");
  EXPECT_EQ(second({{"id", "none"}, {"step", 2}}), "unknown_id " + place + "/1/id");
  EXPECT_EQ(second({{"step", 3}}), "missing_text /text/en-US/topics/cold/steps");
  EXPECT_EQ(second({{"item", 1}}), "missing_text /text/en-US/topics/cold/items");
}

TEST(LoadPictures, AVariantHasItsOwn) {
  const auto variant = [](int step) {
    return changed(
        [&](Json& pack) { entry(topic(pack, "spinal_twist")["adjustments"], "seated")["pictures"][1]["step"] = step; });
  };
  EXPECT_EQ(variant(2), "accepted");
  EXPECT_EQ(variant(4), "missing_text /text/en-US/topics/spinal_twist/variants/seated/steps");
}

TEST(LoadPictures, APartHasNone) {
  EXPECT_EQ(changed([](Json& pack) {
              entry(topic(pack, "heat")["adjustments"], "bath")["pictures"] = {{{"id", "heat-bath"}, {"item", 4}}};
            }),
            "unknown_member /topics/topics/4/adjustments/pictures");
}

TEST(LoadPictures, GoByTheSameLinesInEveryLanguage) {
  const auto second = [](auto&& change) {
    return changed([&](Json& pack) {
      pack["pack"]["languages"].push_back("en-NZ");
      Json other = texts(pack);
      other["locale"] = "en-NZ";
      change(other["topics"]);
      pack["text"]["en-NZ"] = other;
    });
  };
  EXPECT_EQ(second([](Json&) {}), "accepted");
  EXPECT_EQ(second([](Json& topics) { topics["cold"]["steps"].push_back("One more."); }),
            "missing_text /text/en-NZ/topics/cold/steps");
  EXPECT_EQ(second([](Json& topics) { topics["spinal_twist"]["variants"]["seated"]["steps"].push_back("One more."); }),
            "missing_text /text/en-NZ/topics/spinal_twist/variants/seated/steps");
}

}  // namespace
