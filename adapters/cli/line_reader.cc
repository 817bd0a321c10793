#include "line_reader.h"

#include <algorithm>
#include <cstring>

#include "files.h"
#include "library.h"

namespace unknot::cli {

namespace {

constexpr std::size_t block_bytes = 256 * 1024;
constexpr std::size_t kept_bytes = intake_bytes + 1;  // of a line: the library refuses it as too large
// A chunk is small enough that its answers are too, and large enough that handing it on costs nothing beside them.
constexpr std::size_t chunk_lines = 64;
constexpr std::size_t chunk_bytes = 256 * 1024;

}  // namespace

LineReader::LineReader(int descriptor) : descriptor_(descriptor), block_(block_bytes) {}

bool LineReader::read_block() {
  begin_ = 0;
  end_ = read_some(descriptor_, block_.data(), block_.size());
  bytes_read_ += end_;
  return end_ != 0;
}

void LineReader::end_line(Chunk& chunk, const char* rest, std::size_t size) {
  chunk.lines += tail_;
  chunk.lines.append(rest, size);
  chunk.lines += '\n';
  ++chunk.line_count;
  tail_.clear();
}

bool LineReader::fill(Chunk& chunk) {
  chunk.lines.clear();
  chunk.line_count = 0;
  while (chunk.line_count < chunk_lines && chunk.lines.size() < chunk_bytes) {
    if (begin_ == end_) {
      if (chunk.line_count > 0) break;
      if (!read_block()) {
        if (tail_.empty()) break;
        end_line(chunk, nullptr, 0);  // the last line, without a newline
        break;
      }
    }
    const char* const start = block_.data() + begin_;
    const std::size_t size = end_ - begin_;
    const auto* const newline = static_cast<const char*>(std::memchr(start, '\n', size));
    if (newline == nullptr) {
      tail_.append(start, std::min(size, kept_bytes - tail_.size()));
      begin_ = end_;
    } else {
      end_line(chunk, start, static_cast<std::size_t>(newline - start));
      begin_ += static_cast<std::size_t>(newline - start) + 1;
    }
  }
  chunk.first_line = lines_read_ + 1;
  lines_read_ += chunk.line_count;
  chunk.bytes_read = bytes_read_;
  return chunk.line_count > 0;
}

}  // namespace unknot::cli
