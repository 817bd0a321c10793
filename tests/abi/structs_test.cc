// Structs of every size: older, newer, too large, with bytes set that this library does not know.
#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

#include "fixture.h"

namespace {

constexpr std::uint32_t largest_struct = 4096;

// A struct that is passed in, and the call that takes it.
struct Input {
  const char* name;
  std::uint32_t size;
  std::function<std::int32_t(const void*)> pass;
};

class StructsTest : public AbiTest {
 protected:
  const std::vector<Input> inputs = {
      {"unknot_options", sizeof(unknot_options),
       [](const void* options) {
         unknot_engine* opened = nullptr;
         const std::int32_t status = unknot_engine_open(static_cast<const unknot_options*>(options), &opened);
         EXPECT_EQ(unknot_engine_status(opened), status);
         unknot_engine_close(opened);
         return status;
       }},
      {"unknot_call", sizeof(unknot_call), [this](const void* call) {
         unknot_result* made = nullptr;
         const std::int32_t status = unknot_assess(engine, static_cast<const unknot_call*>(call), example_intake.data(),
                                                   example_intake.size(), &made);
         EXPECT_EQ(unknot_result_status(made), status);
         unknot_result_free(made);
         return status;
       }}};

  // How many bytes of a struct with this struct_size may be read.
  static std::size_t readable(std::uint32_t struct_size) {
    return std::clamp<std::size_t>(struct_size, sizeof struct_size, largest_struct);
  }
};

TEST_F(StructsTest, ZeroIsDefaultInEverySizeFromThisVersionsOn) {
  for (const Input& input : inputs) {
    SCOPED_TRACE(input.name);
    for (const std::uint32_t size : {input.size, input.size + 1, input.size + 8, largest_struct}) {
      GuardedBytes given(size);
      given.set_struct_size(size);
      EXPECT_EQ(input.pass(given.data()), UNKNOT_OK) << size;
    }
  }
}

TEST_F(StructsTest, AWrongSizeIsRefusedWithoutReadingOn) {
  for (const Input& input : inputs) {
    SCOPED_TRACE(input.name);
    for (const std::uint32_t size :
         {0u, 1u, 4u, 8u, input.size - 1, largest_struct + 1, std::numeric_limits<std::uint32_t>::max()}) {
      GuardedBytes given(readable(size));
      given.set_struct_size(size);
      EXPECT_EQ(input.pass(given.data()), UNKNOT_E_ARGUMENT) << size;
    }
  }
}

TEST_F(StructsTest, UnknownBytesThatAreSetAreRefused) {
  for (const Input& input : inputs) {
    SCOPED_TRACE(input.name);
    const std::uint32_t size = input.size + 24;
    for (const std::uint32_t at : {input.size, input.size + 7, size - 1}) {
      GuardedBytes given(size);
      given.set_struct_size(size);
      given.data()[at] = 1;
      EXPECT_EQ(input.pass(given.data()), UNKNOT_E_ARGUMENT) << at;
    }
    for (const std::uint32_t reserved_byte : {4u, 7u}) {
      GuardedBytes given(input.size);
      given.set_struct_size(input.size);
      given.data()[reserved_byte] = 1;
      EXPECT_EQ(input.pass(given.data()), UNKNOT_E_ARGUMENT) << reserved_byte;
    }
  }
}

TEST_F(StructsTest, AFlagOfAWrongSizeStaysAsItWas) {
  for (const std::uint32_t size : {0u, 4u, static_cast<std::uint32_t>(sizeof(unknot_flag)) - 1, largest_struct + 1,
                                   std::numeric_limits<std::uint32_t>::max()}) {
    const std::size_t bytes = readable(size);
    GuardedBytes out(bytes);
    std::memset(out.data(), 0x5a, bytes);
    out.set_struct_size(size);
    const std::string before(out.data(), bytes);
    EXPECT_EQ(unknot_result_flag(result, 0, out.as<unknot_flag>()), UNKNOT_E_ARGUMENT) << size;
    EXPECT_EQ(std::string(out.data(), bytes), before) << size;
  }
}

TEST_F(StructsTest, ALargerFlagIsFilledAsFarAsKnownAndZeroedBeyond) {
  unknot_flag known{};
  known.struct_size = sizeof known;
  ASSERT_EQ(unknot_result_flag(result, 0, &known), UNKNOT_OK);
  for (const std::uint32_t size : {static_cast<std::uint32_t>(sizeof(unknot_flag)),
                                   static_cast<std::uint32_t>(sizeof(unknot_flag)) + 24, largest_struct}) {
    constexpr std::size_t margin = 8;  // behind the struct, not the library's to write
    GuardedBytes out(size + margin);
    std::memset(out.data(), 0x5a, size + margin);
    out.set_struct_size(size);
    ASSERT_EQ(unknot_result_flag(result, 0, out.as<unknot_flag>()), UNKNOT_OK) << size;

    unknot_flag filled{};
    std::memcpy(&filled, out.data(), sizeof filled);
    EXPECT_EQ(filled.struct_size, size);
    filled.struct_size = known.struct_size;
    EXPECT_EQ(std::memcmp(&filled, &known, sizeof known), 0);
    const std::string beyond(out.data() + sizeof known, size + margin - sizeof known);
    EXPECT_EQ(beyond, std::string(size - sizeof known, '\0') + std::string(margin, 0x5a)) << size;
  }
}

}  // namespace
