// MLLP: a message stands between VT and FS CR.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace unknot::service {

struct MllpFrame {
  enum class State : unsigned char {
    none,   // more bytes are needed
    whole,  // one message
    cut,    // a message that another one begins within
    noise   // what is no frame at all
  };
  State state = State::none;
  std::string_view content;
  std::size_t used = 0;  // bytes that need not be given again
};

// The first frame in these bytes. Line ends between frames are passed over.
inline MllpFrame next_frame(std::string_view bytes) {
  constexpr char begin = '\x0B';
  constexpr char end = '\x1C';
  const std::size_t start = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
  if (start == bytes.size()) return {MllpFrame::State::none, {}, start};
  if (bytes[start] != begin) return {MllpFrame::State::noise, {}, start};
  const std::size_t stop = bytes.find_first_of(std::string_view{"\x0B\x1C", 2}, start + 1);
  if (stop == bytes.npos) return {MllpFrame::State::none, {}, start};
  const std::string_view content = bytes.substr(start + 1, stop - start - 1);
  if (bytes[stop] != end) return {MllpFrame::State::cut, content, stop};
  return {MllpFrame::State::whole, content, stop + 1};
}

inline std::string framed(std::string_view message) { return "\x0B" + std::string(message) + "\x1C\r"; }

}  // namespace unknot::service
