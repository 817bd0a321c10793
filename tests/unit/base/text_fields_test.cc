#include "base/text_fields.h"

#include <gtest/gtest.h>

#include "refusal.h"

namespace {

void require(const std::optional<unknot::TextProblem>& problem, const char* pointer) {
  if (problem) unknot::fail(unknot::Status::intake, problem->code, pointer, problem->expected);
}

using namespace unknot;
using unknot_test::refusal;

std::string name(std::string_view text, std::size_t limit = 200) {
  return refusal([&] { require(problem_in_name(text, limit), "/name"); });
}
std::string request_id(std::string_view text) {
  return refusal([&] { require(problem_in_request_id(text), "/id"); });
}
std::string number(std::string_view text) {
  return refusal([&] { require(problem_in_emergency_number(text), "/number"); });
}

TEST(Name, MayHoldAnyScriptAndAnySign) {
  for (const char* text :
       {"", "Anna", "O'Brien & \"Söhne\" <Praxis>", "李小龙", "عيادة", "מרפאה", "👩‍⚕️ Clinic", "{date}"}) {
    EXPECT_EQ(name(text), "accepted") << text;
  }
}

TEST(Name, HoldsNoControlOrBidiCharacter) {
  for (const char* text : {"a\nb", "a\tb", "\x7F", "\x1B[2J", "\u0085", "\u202Etxt", "\u2066a", "\u200Fa", "\u2028"}) {
    EXPECT_EQ(name(text), "invalid_text /name") << text;
  }
}

TEST(Name, IsLimitedInBytes) {
  EXPECT_EQ(name("12345", 5), "accepted");
  EXPECT_EQ(name("123456", 5), "too_long /name");
  EXPECT_EQ(name("äöü", 6), "accepted");
  EXPECT_EQ(name("äöü", 5), "too_long /name");
}

TEST(Name, IsUtf8) { EXPECT_EQ(name("\xC3"), "invalid_utf8 /name"); }

TEST(Encoding, RefusesNul) {
  EXPECT_EQ(refusal([] { require(problem_in_encoding(std::string_view("a\0b", 3)), "/x"); }), "invalid_text /x");
  EXPECT_EQ(refusal([] { require(problem_in_encoding("a\nb"), "/x"); }), "accepted");
}

TEST(RequestId, Has1To64PlainCharacters) {
  EXPECT_EQ(request_id("AZaz09._-"), "accepted");
  EXPECT_EQ(request_id(std::string(64, 'x')), "accepted");
  EXPECT_EQ(request_id(std::string(65, 'x')), "too_long /id");
  for (const char* text : {"", " ", "a b", "a/b", "a:b", "é", "a\n"}) EXPECT_EQ(request_id(text), "invalid_format /id");
}

TEST(EmergencyNumber, HasDigitsAndTheSignsBetweenThem) {
  for (const char* text : {"911", "999", "+1 (800) 222-1222", "1"}) EXPECT_EQ(number(text), "accepted") << text;
  for (const char* text : {"", " ", "+-()", "911a", "call 911", "9.1.1", "١١٢"}) {
    EXPECT_EQ(number(text), "invalid_format /number") << text;
  }
}

TEST(EmergencyNumber, HasAtMost20Bytes) {
  EXPECT_EQ(number(std::string(20, '9')), "accepted");
  EXPECT_EQ(number(std::string(21, '9')), "too_long /number");
}

TEST(DateField, Exists) {
  EXPECT_EQ(refusal([] { require(problem_in_date("2026-11-22"), "/date"); }), "accepted");
  EXPECT_EQ(refusal([] { require(problem_in_date("2026-11-31"), "/date"); }), "invalid_date /date");
  EXPECT_EQ(refusal([] { require(problem_in_date(""), "/date"); }), "invalid_date /date");
}

}  // namespace
