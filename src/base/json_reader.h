// RapidJSON's reader, as this library uses it: in place, numbers as text, its stack in memory of ours.
#pragma once

#include <stdexcept>

#if defined(__SSE2__)
#define RAPIDJSON_SSE2
#endif
// Were RapidJSON wrong about itself, the call would fail; the host's process does not end.
#define RAPIDJSON_ASSERT(kept) ((kept) ? static_cast<void>(0) : throw std::logic_error(#kept))
#include <rapidjson/reader.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory_resource>
#include <string_view>

namespace unknot {

// Gives RapidJSON's reader memory whose failure is an exception and not a null pointer.
class ReaderMemory {
 public:
  ReaderMemory() = default;  // RapidJSON wants one; it is never used
  explicit ReaderMemory(std::pmr::memory_resource& memory) : memory_(&memory) {}
  void* Malloc(std::size_t size) { return memory_->allocate(size); }
  void* Realloc(void* old, std::size_t old_size, std::size_t new_size) {
    void* fresh = Malloc(new_size);
    if (old != nullptr) std::memcpy(fresh, old, std::min(old_size, new_size));
    return fresh;
  }
  static void Free(void*) {}

 private:
  std::pmr::memory_resource* memory_ = nullptr;
};

struct JsonError {
  rapidjson::ParseErrorCode code = rapidjson::kParseErrorNone;
  std::size_t offset = 0;  // in bytes
};

// Where the first byte from 0x18 to 0x1F stands, or the size: none may, anywhere in JSON. RapidJSON 1.1.0 misses those
// from 0x1A on where it looks at 16 bytes at once. As many can be read behind the last byte.
inline std::size_t find_stray_control(std::string_view padded) {
  using Sixteen [[gnu::vector_size(16)]] = unsigned char;
  Sixteen found{};
  for (std::size_t at = 0; at < padded.size(); at += sizeof(Sixteen)) {
    Sixteen bytes;
    std::memcpy(&bytes, padded.data() + at, sizeof bytes);
    found |= reinterpret_cast<Sixteen>((bytes & 0xF8) == 0x18);
  }
  std::uint64_t halves[2];
  std::memcpy(halves, &found, sizeof halves);
  if ((halves[0] | halves[1]) == 0) return padded.size();
  const auto stray = std::find_if(padded.begin(), padded.end(), [](char c) { return (c & 0xF8) == 0x18; });
  return static_cast<std::size_t>(stray - padded.begin());
}

// Who bounds how deep values nest: a handler that refuses what nests too deep is told of it faster.
enum class Depth { unbounded, bounded_by_handler };

// Reads one JSON value and tells it to `handler`; the texts that it is told live in `memory`.
template <Depth depth, typename Handler>
JsonError read_json(std::string_view json, Handler& handler, std::pmr::memory_resource& memory) {
  constexpr std::size_t padding = 16;  // the reader looks so far ahead
  auto* copy = static_cast<char*>(memory.allocate(json.size() + padding, padding));
  if (!json.empty()) std::memcpy(copy, json.data(), json.size());
  std::memset(copy + json.size(), 0, padding);
  copy[find_stray_control({copy, json.size()})] = '\0';

  ReaderMemory reader_memory(memory);
  rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, ReaderMemory> reader(&reader_memory);
  rapidjson::InsituStringStream stream(copy);
  constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag |
                             (depth == Depth::unbounded ? rapidjson::kParseIterativeFlag : 0);
  reader.Parse<flags>(stream, handler);
  if (reader.HasParseError()) return {reader.GetParseErrorCode(), reader.GetErrorOffset()};
  // The stream ends at a NUL: one before the end is a stray byte.
  if (stream.Tell() != json.size()) return {rapidjson::kParseErrorDocumentRootNotSingular, stream.Tell()};
  return {};
}

}  // namespace unknot
