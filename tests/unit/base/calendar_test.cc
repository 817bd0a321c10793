#include "base/calendar.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>
#include <random>
#include <string>

namespace {

using namespace unknot;

std::string text_of(const Date& date) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year % 10000, date.month % 100, date.day % 100);
  return text;
}

std::string day_after(std::string_view date) { return text_of(next_day(*parse_date(date))); }

TEST(Date, IsReadAsYearMonthDay) {
  const std::optional<Date> date = parse_date("2026-11-22");
  ASSERT_TRUE(date);
  EXPECT_EQ(date->year, 2026);
  EXPECT_EQ(date->month, 11);
  EXPECT_EQ(date->day, 22);
}

TEST(Date, LeapDaysExistInLeapYearsOnly) {
  EXPECT_TRUE(parse_date("2024-02-29"));
  EXPECT_TRUE(parse_date("2000-02-29"));
  EXPECT_FALSE(parse_date("2023-02-29"));
  EXPECT_FALSE(parse_date("1900-02-29"));
  EXPECT_FALSE(parse_date("2024-02-30"));
}

TEST(Date, EveryMonthHasItsOwnLastDay) {
  const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (int month = 1; month <= 12; ++month) {
    const int last = days[month - 1];
    EXPECT_TRUE(parse_date(text_of({2025, month, last}))) << month;
    EXPECT_FALSE(parse_date(text_of({2025, month, last + 1}))) << month;
  }
}

TEST(Date, WhatDoesNotExistIsRefused) {
  for (const char* text : {"2026-00-10", "2026-13-10", "2026-01-00", "2026-01-32", "0000-01-01"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
  EXPECT_TRUE(parse_date("0001-01-01"));
  EXPECT_TRUE(parse_date("9999-12-31"));
}

TEST(Date, AnyOtherFormIsRefused) {
  for (const char* text : {"", "2026-11-2", "2026-11-222", "2026/11/22", "2026-1-022", "26-11-2022", "2026-11-2x",
                           "x026-11-22", "2026-11 22", " 2026-11-2", "-026-11-22", "20261-1-22", "2026-11-22 "}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Date, TheNextDayCrossesMonthsYearsAndLeapDays) {
  EXPECT_EQ(day_after("2026-11-22"), "2026-11-23");
  EXPECT_EQ(day_after("2026-11-30"), "2026-12-01");
  EXPECT_EQ(day_after("2026-12-31"), "2027-01-01");
  EXPECT_EQ(day_after("2024-02-28"), "2024-02-29");
  EXPECT_EQ(day_after("2024-02-29"), "2024-03-01");
  EXPECT_EQ(day_after("2025-02-28"), "2025-03-01");
  EXPECT_EQ(day_after("1900-02-28"), "1900-03-01");
}

TEST(UtcTime, BeginsIn1970) {
  const UtcTime time = utc_time(0);
  EXPECT_EQ(text_of(time.date), "1970-01-01");
  EXPECT_EQ(time.hour + time.minute + time.second, 0);
}

TEST(UtcTime, GoesDayByDayWithTheCalendarFor430Years) {
  Date date{1970, 1, 1};
  for (std::int64_t day = 0; day < 430 * 366; ++day, date = next_day(date)) {
    const UtcTime time = utc_time(day * 86400 + 86399);
    ASSERT_EQ(text_of(time.date), text_of(date)) << day;
    ASSERT_EQ(time.hour * 3600 + time.minute * 60 + time.second, 86399);
  }
}

TEST(UtcTime, AgreesWithTheCLibraryToTheYear9999) {
  std::mt19937_64 random(1970);
  for (int i = 0; i < 20000; ++i) {
    const std::int64_t seconds = i == 0 ? 253402300799 : static_cast<std::int64_t>(random() % 253402300800ull);
    const std::time_t now = seconds;
    std::tm expected{};
    ASSERT_NE(gmtime_r(&now, &expected), nullptr);
    const UtcTime time = utc_time(seconds);
    ASSERT_EQ(time.date.year, expected.tm_year + 1900) << seconds;
    ASSERT_EQ(time.date.month, expected.tm_mon + 1) << seconds;
    ASSERT_EQ(time.date.day, expected.tm_mday) << seconds;
    ASSERT_EQ(time.hour, expected.tm_hour) << seconds;
    ASSERT_EQ(time.minute, expected.tm_min) << seconds;
    ASSERT_EQ(time.second, expected.tm_sec) << seconds;
  }
}

TEST(UnixSeconds, CountFrom1970InUtc) {
  EXPECT_EQ(unix_seconds("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(unix_seconds("1969-12-31T23:59:59Z"), -1);
  EXPECT_EQ(unix_seconds("2026-11-22T09:00:00Z"), 1795338000);
  EXPECT_EQ(unix_seconds("2026-11-22T10:00:00.250+01:00"), 1795338000);
  EXPECT_EQ(unix_seconds("2026-11-21T22:30:00-10:30"), 1795338000);
  EXPECT_EQ(unix_seconds("2016-12-31T23:59:60Z"), unix_seconds("2017-01-01T00:00:00Z"));
}
TEST(UnixSeconds, AreNotThereForAnythingElse) {
  for (const char* text :
       {"", "2026-11-22", "2026-11-22T09:00Z", "2026-11-22T09:00:00", "2026-02-30T09:00:00Z", "2026-11-22T24:00:00Z",
        "2026-11-22T09:60:00Z", "2026-11-22T09:00:61Z", "2026-11-22T09:00:00.Z", "2026-11-22T09:00:00+15:00",
        "2026-11-22T09:00:00+01:60", "2026-11-22T09:00:00+0100", "2026-11-22T09:00:00Z ", "2026-11-22 09:00:00Z"}) {
    EXPECT_FALSE(unix_seconds(text)) << text;
  }
}

}  // namespace
