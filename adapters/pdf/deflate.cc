#include "deflate.h"

#include <zlib.h>

#include <new>

namespace unknot::pdf {

namespace {

constexpr int level = 3;  // much less work than the usual 6, for a few more bytes

}  // namespace

std::string deflated(const std::string& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string compressed(size, '\0');
  const int status = compress2(reinterpret_cast<Bytef*>(compressed.data()), &size,
                               reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()), level);
  if (status != Z_OK) throw std::bad_alloc();  // the only way in which it fails with this much room
  compressed.resize(size);
  return compressed;
}

}  // namespace unknot::pdf
