#include "gzip.h"

#include <zlib.h>

#include <new>

namespace unknot::service {

namespace {

// zlib's window holds the text: what operator delete frees is wiped.
void* allocate(void*, unsigned count, unsigned size) { return ::operator new(std::size_t{count} * size, std::nothrow); }
void release(void*, void* memory) { ::operator delete(memory); }

}  // namespace

void append_gzipped(std::string_view bytes, int level, std::string& out) {
  z_stream stream{};
  stream.zalloc = allocate;
  stream.zfree = release;
  constexpr int gzip_window = MAX_WBITS + 16;
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  const std::size_t before = out.size();
  const std::size_t most = deflateBound(&stream, static_cast<uLong>(bytes.size()));
  out.resize(before + most);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
  stream.avail_out = static_cast<uInt>(most);
  deflate(&stream, Z_FINISH);
  out.resize(before + stream.total_out);
  deflateEnd(&stream);
}

}  // namespace unknot::service
