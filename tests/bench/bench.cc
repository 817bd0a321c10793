// The product beside FLOOR and LIMIT in one program. Each command prints lines "gate value" for run.sh to judge.
//
// unknot_bench check INTAKE...                       FLOOR writes the product's bytes
// unknot_bench pages FOLDER INTAKE...                writes the product's pages
// unknot_bench ratios INTAKE...                      E1, E5, E6, E7
// unknot_bench calls COUNT INTAKE...                 runs each intake COUNT times, for callgrind
// unknot_bench javascript COMMAND INTAKE...          E3, against one that answers "calls cpu_microseconds"
// unknot_bench batch UNKNOT INTAKE...                B1
// unknot_bench one_shot UNKNOT NODE INTAKE...        L3
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <unknot/unknot.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "floor.h"

namespace {

constexpr int rounds = 41;
constexpr double slice_seconds = 0.008;

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

double seconds_of(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double thread_seconds() { return seconds_of(CLOCK_THREAD_CPUTIME_ID); }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) fail("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  if (!file.flush()) fail("cannot write " + path.string());
}

class Product {
 public:
  Product() {
    if (unknot_engine_open(nullptr, &engine_) != UNKNOT_OK) fail(unknot_engine_error(engine_));
  }
  Product(const Product&) = delete;
  Product& operator=(const Product&) = delete;
  ~Product() { unknot_engine_close(engine_); }

  // The whole call; what a document holds is seen by `see`.
  template <typename See>
  std::int32_t assess(std::string_view intake, std::span<const char* const> media_types, See&& see) const {
    unknot_result* result = nullptr;
    const unknot_call call{sizeof call, 0, 1764000000};  // FHIR wants a time
    const std::int32_t status = unknot_assess(engine_, &call, intake.data(), intake.size(), &result);
    if (status == UNKNOT_OK) {
      for (const char* const media_type : media_types) {
        const char* bytes = nullptr;
        std::size_t size = 0;
        if (unknot_result_document(result, media_type, &bytes, &size) != UNKNOT_OK) fail(unknot_result_error(result));
        see(std::string_view(bytes, size));
      }
    }
    unknot_result_free(result);
    return status;
  }

  std::size_t page_size(std::string_view intake) const {
    static constexpr const char* html[] = {UNKNOT_MEDIA_HTML};
    std::size_t size = 0;
    assess(intake, html, [&](std::string_view bytes) { size = bytes.size(); });
    return size;
  }

  std::string page(std::string_view intake) const {
    static constexpr const char* html[] = {UNKNOT_MEDIA_HTML};
    std::string page;
    if (assess(intake, html, [&](std::string_view bytes) { page = bytes; }) != UNKNOT_OK) fail("an intake was refused");
    return page;
  }

 private:
  unknot_engine* engine_ = nullptr;
};

struct Case {
  std::string path;
  std::string intake;
  simdjson::padded_string padded;
  std::string page;
};

std::vector<Case> read_cases(const Product& product, std::span<char*> paths) {
  std::vector<Case> cases;
  for (const char* path : paths) {
    std::string intake = read_file(path);
    simdjson::padded_string padded(intake);
    std::string page = product.page(intake);
    cases.push_back({path, std::move(intake), std::move(padded), std::move(page)});
  }
  if (cases.empty()) fail("no intakes");
  return cases;
}

std::size_t check(const std::vector<Case>& cases) {
  bench::Floor floor;
  std::size_t differing = 0;
  for (const Case& one : cases) {
    if (floor.page(one.padded) == one.page) continue;
    std::fprintf(stderr, "FLOOR writes another page than the product for %s\n", one.path.c_str());
    ++differing;
  }
  std::printf("%zu intakes, %zu differ\n", cases.size(), differing);
  return differing;
}

// One intake after the other, again and again.
template <typename Call>
auto over(const std::vector<Case>& cases, Call call) {
  return [&cases, call = std::move(call), next = std::size_t{0}]() mutable {
    call(cases[next]);
    next = next + 1 == cases.size() ? 0 : next + 1;
  };
}

template <typename Call>
double seconds_per_call(Call& call) {
  const double begin = thread_seconds();
  double used = 0;
  int calls = 0;
  do {
    for (int i = 0; i < 8; ++i) call();
    calls += 8;
    used = thread_seconds() - begin;
  } while (used < slice_seconds);
  return used / calls;
}

// How much more time `a` takes than `b`: the median over rounds of slices side by side.
template <typename A, typename B>
double ratio(A a, B b) {
  seconds_per_call(a);
  seconds_per_call(b);
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    const double of_a = seconds_per_call(a);
    ratios.push_back(of_a / seconds_per_call(b));
  }
  return median(ratios);
}

// Calls in each second of CPU while `count` threads do the same.
double calls_per_cpu_second(unsigned count, const std::function<std::function<void()>()>& make_call) {
  std::vector<double> calls(count);
  std::vector<double> used(count);
  std::atomic<unsigned> ready{0};
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < count; ++i) {
      threads.emplace_back([&, i] {
        const auto call = make_call();
        call();
        ++ready;
        while (ready < count) std::this_thread::yield();
        const double end = seconds_of(CLOCK_MONOTONIC) + slice_seconds;
        const double begin = thread_seconds();
        do {
          for (int k = 0; k < 8; ++k) call();
          calls[i] += 8;
        } while (seconds_of(CLOCK_MONOTONIC) < end);
        used[i] = thread_seconds() - begin;
      });
    }
  }
  double all_calls = 0;
  double all_used = 0;
  for (unsigned i = 0; i < count; ++i) all_calls += calls[i], all_used += used[i];
  return all_calls / all_used;
}

double two_threads_to_one(const Product& product, const std::vector<Case>& cases) {
  const auto product_call = [&]() -> std::function<void()> {
    return over(cases, [&](const Case& one) { product.page_size(one.intake); });
  };
  const auto floor_call = [&]() -> std::function<void()> {
    auto floor = std::make_shared<bench::Floor>();
    return over(cases, [floor](const Case& one) { floor->page(one.padded); });
  };
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    const double product_one = calls_per_cpu_second(1, product_call);
    const double floor_one = calls_per_cpu_second(1, floor_call);
    const double product_two = calls_per_cpu_second(2, product_call);
    const double floor_two = calls_per_cpu_second(2, floor_call);
    ratios.push_back(product_two / product_one / (floor_two / floor_one));
  }
  return median(ratios);
}

std::string repeated(std::string_view text, std::size_t size) {
  std::string all;
  while (all.size() < size) all += text;
  return all;
}

// Legal intakes of 100 times the size and more, and junk, by what they are.
std::vector<std::pair<std::string, std::string>> large_inputs(const std::string& ordinary) {
  const std::string names = R"({"answers":{},"request":{"subject":")" + std::string(200, 's') + R"("},"handout":{)" +
                            R"("patient_name":")" + repeated(R"(\u00e9)", 600) + R"(","clinic":{"name":")" +
                            std::string(200, '&') + R"(","phone":")" + std::string(60, '5') + R"(","out_of_hours":")" +
                            repeated("\u00e9", 400) + R"("}}})";
  std::string spaced;
  for (const char c : ordinary) {
    spaced += c;
    if (c == ',' || c == '{' || c == '[') spaced += '\n' + std::string(1200, ' ');
  }
  const std::size_t junk = 64 * 1024;
  return {
      {"100 x larger with long texts",
       names.substr(0, names.size() - 1) + std::string(100 * ordinary.size(), '\t') + "}"},
      {"100 x larger with spaces between", spaced},
      {"256 KiB of line ends", ordinary + std::string(256 * 1024 - ordinary.size(), '\n')},
      {"64 KiB of nested lists", R"({"answers":{"age":)" + std::string(junk, '[')},
      {"64 KiB of nested objects", repeated(R"({"answers":)", junk)},
      {"64 KiB of an escaped text",
       R"({"answers":{},"handout":{"patient_name":")" + repeated(R"(\u0041)", junk) + "\"}}"},
      {"64 KiB of an escaped key", R"({"answers":{")" + repeated(R"(\u0041)", junk) + R"(":1}})"},
      {"64 KiB of escaped quotes", R"({"answers":{"age":")" + repeated(R"(\")", junk) + "\"}}"},
      {"64 KiB of digits", R"({"answers":{"age":)" + std::string(junk, '7') + "}}"},
      {"64 KiB of bytes that are not UTF-8",
       R"({"answers":{},"handout":{"patient_name":")" + std::string(junk, '\xC3') + "\"}}"},
  };
}

void time_large_inputs(const Product& product, const std::vector<Case>& cases) {
  double worst = 0;
  for (const auto& [what, input] : large_inputs(cases.front().intake)) {
    const Case& ordinary = cases.front();
    const double per_call = ratio([&] { product.page_size(input); }, [&] { product.page_size(ordinary.intake); });
    const double per_byte = per_call * static_cast<double>(ordinary.intake.size()) / static_cast<double>(input.size());
    std::fprintf(stderr, "E7: %.2f for %s\n", per_byte, what.c_str());
    worst = std::max(worst, per_byte);
  }
  std::printf("E7 %.2f\n", worst);
}

void time_ratios(const Product& product, const std::vector<Case>& cases) {
  bench::Floor floor;
  bench::Limit limit;
  const auto page = over(cases, [&](const Case& one) { product.page_size(one.intake); });
  const auto limit_page = over(cases, [&](const Case& one) { limit.page(one.padded, one.page); });
  std::printf("E1 %.2f\n", ratio(page, limit_page));
  std::printf("FLOOR %.2f\n", ratio(over(cases, [&](const Case& one) { floor.page(one.padded); }), limit_page));
  static constexpr const char* all[] = {UNKNOT_MEDIA_HTML, UNKNOT_MEDIA_TEXT, UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_FHIR};
  std::printf("E5 %.2f\n",
              ratio(over(cases, [&](const Case& one) { product.assess(one.intake, all, [](auto) {}); }), page));
  std::printf("E6 %.3f\n", two_threads_to_one(product, cases));
  time_large_inputs(product, cases);
}

// Another program, with a pipe to its standard input and one from its standard output.
class Child {
 public:
  explicit Child(const std::string& command) {
    int to[2];
    int from[2];
    if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0) fail("no pipe");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
    const char* arguments[] = {"sh", "-c", command.c_str(), nullptr};
    if (::posix_spawn(&pid_, "/bin/sh", &actions, nullptr, const_cast<char**>(arguments), environ) != 0) fail(command);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(to[0]);
    ::close(from[1]);
    in_ = ::fdopen(to[1], "w");
    out_ = ::fdopen(from[0], "r");
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    std::fclose(in_);
    std::fclose(out_);
    ::waitpid(pid_, nullptr, 0);
  }

  double seconds_per_call() {
    std::fprintf(in_, "%d\n", static_cast<int>(slice_seconds * 1000));
    std::fflush(in_);
    double calls = 0;
    double microseconds = 0;
    if (std::fscanf(out_, "%lf %lf", &calls, &microseconds) != 2) fail("the other program ended");
    return microseconds * 1e-6 / calls;
  }

 private:
  pid_t pid_ = 0;
  std::FILE* in_ = nullptr;
  std::FILE* out_ = nullptr;
};

void time_javascript(const Product& product, const std::vector<Case>& cases, const std::string& command) {
  Child child(command);
  for (int i = 0; i < 3 * rounds; ++i) child.seconds_per_call();  // until all of it is compiled
  auto page = over(cases, [&](const Case& one) { product.page_size(one.intake); });
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    const double javascript = child.seconds_per_call();
    ratios.push_back(javascript / seconds_per_call(page));
  }
  std::printf("%.2f\n", median(ratios));
}

struct Usage {
  double wall_seconds;
  double cpu_seconds;
};

// Runs a command from begin to end, its output thrown away.
Usage run(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  const double begin = seconds_of(CLOCK_MONOTONIC);
  pid_t pid = 0;
  if (::posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ) != 0) fail(command[0]);
  int status = 0;
  rusage used{};
  ::wait4(pid, &status, 0, &used);
  ::posix_spawn_file_actions_destroy(&actions);
  if (status != 0) fail(command[0] + " failed");
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return {seconds_of(CLOCK_MONOTONIC) - begin, seconds(used.ru_utime) + seconds(used.ru_stime)};
}

void time_batch(const Product& product, const std::vector<Case>& cases, const std::string& unknot) {
  constexpr std::size_t line_count = 20000;
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("unknot_bench." + std::to_string(::getpid()));
  std::string lines;
  for (std::size_t i = 0; i < line_count; ++i) {
    lines += cases[i % cases.size()].intake;
    if (lines.back() != '\n') lines += '\n';
  }
  write_file(path, lines);
  static constexpr const char* json[] = {UNKNOT_MEDIA_JSON};
  std::vector<double> ratios;
  for (int round = 0; round < 5; ++round) {
    const double begin = thread_seconds();
    for (std::size_t i = 0; i < line_count; ++i) product.assess(cases[i % cases.size()].intake, json, [](auto) {});
    const double loop = thread_seconds() - begin;
    ratios.push_back(loop / run({unknot, "batch", "--jobs", "1", path.string()}).cpu_seconds);
  }
  std::filesystem::remove(path);
  std::printf("B1 %.2f\n", median(ratios));
}

void time_one_shot(const std::vector<Case>& cases, const std::string& unknot, const std::string& node) {
  std::vector<double> ratios;
  for (int round = 0; round < 21; ++round) {
    const double javascript = run({node, "-e", "0"}).wall_seconds;
    ratios.push_back(javascript / run({unknot, "assess", "--format", "html", cases.front().path}).wall_seconds);
  }
  std::printf("L3 %.1f\n", median(ratios));
}

int run_command(std::span<char*> arguments) {
  const Product product;
  const std::string command = arguments.empty() ? "" : arguments[0];
  const auto text = [&](std::size_t i) {
    if (i >= arguments.size()) fail("an argument is missing");
    return std::string(arguments[i]);
  };
  const auto cases_from = [&](std::size_t i) {
    return read_cases(product, arguments.subspan(std::min(i, arguments.size())));
  };
  if (command == "check") {
    return check(cases_from(1)) == 0 ? 0 : 1;
  } else if (command == "pages") {
    for (const Case& one : cases_from(2)) {
      write_file(std::filesystem::path(text(1)) / std::filesystem::path(one.path).stem().concat(".html"), one.page);
    }
  } else if (command == "ratios") {
    time_ratios(product, cases_from(1));
  } else if (command == "calls") {
    const std::vector<Case> cases = cases_from(2);
    for (int i = std::stoi(text(1)); i > 0; --i) {
      for (const Case& one : cases) product.page_size(one.intake);
    }
  } else if (command == "javascript") {
    time_javascript(product, cases_from(2), text(1));
  } else if (command == "batch") {
    time_batch(product, cases_from(2), text(1));
  } else if (command == "one_shot") {
    time_one_shot(cases_from(3), text(1), text(2));
  } else {
    fail("no such command: " + command);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_command(std::span(argv, static_cast<std::size_t>(argc)).subspan(1));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "unknot_bench: %s\n", error.what());
    return 1;
  }
}
