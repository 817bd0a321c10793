// What the tests of the C ABI share.
#pragma once

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>
#include <unknot/unknot.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

inline constexpr std::string_view example_intake =
    R"({"answers": {"age": 46, "pain_score": 4, "saddle_numbness": "unsure"}, "request": {"id": "example-1"}})";

// An engine with the built-in pack, and a result of it.
class AbiTest : public testing::Test {
 protected:
  AbiTest() {
    EXPECT_EQ(unknot_engine_open(nullptr, &engine), UNKNOT_OK) << unknot_engine_error(engine);
    EXPECT_EQ(assess(example_intake, &result), UNKNOT_OK) << unknot_result_error(result);
  }
  ~AbiTest() override {
    unknot_result_free(result);
    unknot_engine_close(engine);
  }

  std::int32_t assess(std::string_view intake, unknot_result** out) {
    return unknot_assess(engine, nullptr, intake.data(), intake.size(), out);
  }

  unknot_engine* engine = nullptr;
  unknot_result* result = nullptr;
};

// Zeroed memory right before a page that may not be touched: reading or writing past its end ends the test.
class GuardedBytes {
 public:
  explicit GuardedBytes(std::size_t size) : size_(size), page_(static_cast<std::size_t>(::sysconf(_SC_PAGESIZE))) {
    usable_ = (size + page_ - 1) / page_ * page_;
    void* pages = ::mmap(nullptr, usable_ + page_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    EXPECT_NE(pages, MAP_FAILED);
    pages_ = static_cast<char*>(pages);
    EXPECT_EQ(::mprotect(pages_ + usable_, page_, PROT_NONE), 0);
  }
  explicit GuardedBytes(std::string_view text) : GuardedBytes(text.size()) {
    std::memcpy(data(), text.data(), text.size());
  }
  GuardedBytes(const GuardedBytes&) = delete;
  GuardedBytes& operator=(const GuardedBytes&) = delete;
  ~GuardedBytes() { ::munmap(pages_, usable_ + page_); }

  char* data() { return pages_ + usable_ - size_; }
  template <typename Struct>
  Struct* as() {
    return reinterpret_cast<Struct*>(data());
  }
  void set_struct_size(std::uint32_t struct_size) { std::memcpy(data(), &struct_size, sizeof struct_size); }

 private:
  std::size_t size_;
  std::size_t page_;
  std::size_t usable_ = 0;
  char* pages_ = nullptr;
};
