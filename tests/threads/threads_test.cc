// One engine, many threads: no answer of one patient ever stands in the papers of another.
#include <gtest/gtest.h>

#include <array>
#include <barrier>
#include <set>
#include <thread>
#include <vector>

#include "support.h"

namespace {

using namespace unknot_test;

constexpr std::size_t thread_count = 8;
constexpr std::size_t patients_per_thread = 40;

constexpr const char* media_types[] = {UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_HTML,
                                       UNKNOT_MEDIA_TEXT, UNKNOT_MEDIA_CLINIC_HTML};
using Documents = std::array<std::string, std::size(media_types)>;

// A patient whom no other thread has: by the request, the name and the answers.
std::string request_id(std::size_t thread, std::size_t patient) {
  return "thread-" + std::to_string(thread) + "-patient-" + std::to_string(patient);
}

std::string intake_of(std::size_t thread, std::size_t patient) {
  const std::size_t number = thread * patients_per_thread + patient;
  Json answers = {{"age", number % 121}, {"duration_days", number}, {"pain_score", number % 11}};
  if (number % 2 == 0) answers["fever"] = number % 4 == 0;
  if (number % 3 == 0) answers["medicines"] = {"blood_thinner"};
  if (number % 5 == 0) answers["saddle_numbness"] = "unsure";
  const Json intake = {{"answers", answers},
                       {"request", {{"id", request_id(thread, patient)}}},
                       {"handout", {{"patient_name", "Name " + std::to_string(number) + "."}}}};
  return intake.dump();
}

Result assess_with(const Engine& engine, std::size_t thread, std::size_t patient) {
  const std::string intake = intake_of(thread, patient);
  unknot_result* result = nullptr;
  unknot_assess(engine.get(), nullptr, intake.data(), intake.size(), &result);
  return Result(result);
}

Documents documents_of(const Result& result) {
  Documents all;
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = document(result, media_types[i]);
  return all;
}

// What each patient gets when there is one thread.
std::vector<std::vector<Documents>> single_threaded() {
  const Engine engine = open_engine();
  std::vector<std::vector<Documents>> all(thread_count);
  for (std::size_t thread = 0; thread < thread_count; ++thread) {
    for (std::size_t patient = 0; patient < patients_per_thread; ++patient) {
      all[thread].push_back(documents_of(assess_with(engine, thread, patient)));
    }
  }
  return all;
}

const std::vector<std::vector<Documents>>& expected() {
  static const std::vector<std::vector<Documents>> made = single_threaded();
  return made;
}

// Runs `work(thread)` on all threads at once and waits for them.
template <typename Work>
void on_all_threads(Work&& work) {
  std::barrier start(static_cast<std::ptrdiff_t>(thread_count));
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < thread_count; ++thread) {
    threads.emplace_back([&, thread] {
      start.arrive_and_wait();
      work(thread);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(Threads, EveryPatientGetsTheirOwnPapers) {
  const Engine engine = open_engine();
  const auto& single = expected();
  on_all_threads([&](std::size_t thread) {
    for (std::size_t patient = 0; patient < patients_per_thread; ++patient) {
      const Result result = assess_with(engine, thread, patient);
      const Documents documents = documents_of(result);
      EXPECT_EQ(Json::parse(documents[0])["request"]["id"], request_id(thread, patient));
      EXPECT_TRUE(documents == single[thread][patient]) << request_id(thread, patient);
    }
  });
}

// Which patients' papers differ at all: else the test above could not see a mix-up.
TEST(Threads, NoTwoPatientsHaveTheSamePapers) {
  for (std::size_t i = 0; i < std::size(media_types); ++i) {
    std::set<std::string> different;
    for (const auto& patients : expected()) {
      for (const Documents& documents : patients) different.insert(documents[i]);
    }
    EXPECT_EQ(different.size(), thread_count * patients_per_thread) << media_types[i];
  }
}

TEST(Threads, ResultsOutliveTheEngineAndAreFreedOnOtherThreads) {
  Engine engine = open_engine();
  std::vector<std::vector<Result>> results(thread_count);
  on_all_threads([&](std::size_t thread) {
    for (std::size_t patient = 0; patient < patients_per_thread; ++patient) {
      results[thread].push_back(assess_with(engine, thread, patient));
      document(results[thread].back(), media_types[patient % std::size(media_types)]);
    }
  });
  engine.reset();
  on_all_threads([&](std::size_t thread) {
    const std::size_t other = (thread + 1) % thread_count;
    for (std::size_t patient = 0; patient < patients_per_thread; ++patient) {
      EXPECT_TRUE(documents_of(results[other][patient]) == expected()[other][patient]);
      results[other][patient].reset();
    }
  });
}

TEST(Threads, ARefusedIntakeDisturbsNobody) {
  const Engine engine = open_engine();
  const auto& single = expected();
  on_all_threads([&](std::size_t thread) {
    for (std::size_t patient = 0; patient < patients_per_thread; ++patient) {
      if (thread % 2 == 0) {
        EXPECT_TRUE(documents_of(assess_with(engine, thread, patient)) == single[thread][patient]);
        continue;
      }
      const std::string bad = "{\"answers\": {\"age\": " + std::to_string(1000 + thread) + "}}";
      unknot_result* made = nullptr;
      EXPECT_EQ(unknot_assess(engine.get(), nullptr, bad.data(), bad.size(), &made), UNKNOT_E_INTAKE);
      const Result result(made);
      EXPECT_EQ(Json::parse(unknot_result_error(result.get()))["pointer"], "/answers/age");
      EXPECT_EQ(unknot_result_tier(result.get()), UNKNOT_TIER_NONE);
    }
  });
}

TEST(Threads, EnginesOpenAndCloseAtTheSameTime) {
  on_all_threads([&](std::size_t thread) {
    const Engine engine = open_engine();
    EXPECT_TRUE(documents_of(assess_with(engine, thread, 0)) == expected()[thread][0]);
  });
}

TEST(Threads, ThePackAndTheQuestionsAreReadTogether) {
  const Engine engine = open_engine();
  const std::string info = unknot_engine_info(engine.get(), nullptr);
  std::array<std::string, thread_count> packs;
  std::array<std::string, thread_count> questions;
  on_all_threads([&](std::size_t thread) {
    EXPECT_EQ(unknot_engine_info(engine.get(), nullptr), info);
    unknot_result* made = nullptr;
    EXPECT_EQ(unknot_engine_pack(engine.get(), &made), UNKNOT_OK);
    packs[thread] = document(Result(made), UNKNOT_MEDIA_JSON);
    EXPECT_EQ(unknot_engine_questions(engine.get(), nullptr, nullptr, &made), UNKNOT_OK);
    questions[thread] = document(Result(made), UNKNOT_MEDIA_JSON);
  });
  for (std::size_t thread = 0; thread < thread_count; ++thread) {
    EXPECT_TRUE(packs[thread] == packs[0]);
    EXPECT_TRUE(questions[thread] == questions[0]);
  }
}

}  // namespace
