// Any bytes as a connection's requests: each has one meaning, however it is cut into pieces, or is refused.
//
// The first byte says how large the pieces of the second reading are.
#include <algorithm>
#include <string>

#include "request_reader.h"
#include "target.h"

using namespace unknot_fuzz;
using unknot::service::Request;
using unknot::service::RequestReader;

namespace {

constexpr std::uint64_t most_body = 64 * 1024;

struct Read {
  std::string words;  // of the head, each behind its length
  std::string body;
  bool is_whole = false;
  std::size_t used = 0;
  bool operator==(const Read&) const = default;
};

// One request, `piece` bytes more at a time; what is not used is given again, as the connection does.
Read read_one(std::string_view bytes, std::size_t piece) {
  RequestReader reader;
  Read read;
  std::size_t given = 0;
  bool had_head = false;
  while (reader.refusal() == 0 && !reader.is_whole()) {
    const std::size_t used = reader.read(bytes.substr(read.used, given - read.used));
    require(used <= given - read.used, "it uses what it was given");
    read.used += used;
    read.body += reader.body();
    reader.body().clear();
    require(reader.refusal() != 0 || read.body.size() <= most_body, "a body keeps to its limit");
    if (reader.refusal() == 0 && reader.has_head() && !had_head) {
      had_head = true;
      require(read.body.empty(), "it stops behind the head");
      reader.limit_body(most_body);
      continue;  // what was given may hold more than the head
    }
    if (given == bytes.size() && used == 0) break;
    given = std::min(bytes.size(), given + piece);
  }
  const int refusal = reader.refusal();
  require(refusal == 0 || refusal == 400 || refusal == 413 || refusal == 414 || refusal == 417 || refusal == 431 ||
              refusal == 501,
          "a refusal is one of the known");
  // In small pieces a fault is found later, or another one first: but what is whole is whole either way.
  if (refusal != 0 || !reader.is_whole()) return {};
  read.is_whole = true;
  const Request& request = reader.request();
  require(request.path == "*" || request.path.substr(0, 1) == "/", "a path begins with its slash");
  for (const std::string_view word :
       {request.path, request.query, request.host, request.accept, request.accept_encoding, request.content_type,
        request.content_encoding, request.authorization, request.origin, request.if_none_match, request.request_id,
        request.traceparent}) {
    require(word.find_first_of(std::string_view("\0\r\n", 3)) == word.npos, "no word holds a line's end");
    read.words += std::to_string(word.size()) + ':' + std::string(word);
  }
  read.words += static_cast<char>('a' + static_cast<int>(request.method));
  read.words += request.is_http_1_0 ? "0" : "1";
  read.words += request.keeps_alive ? "k" : "c";
  return read;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = 1 + data[0] % 64;
  std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (int requests = 0; requests < 20 && !bytes.empty(); ++requests) {
    const Read at_once = read_one(bytes, bytes.size());
    require(at_once == read_one(bytes, piece), "the pieces do not change the meaning");
    if (!at_once.is_whole) break;
    bytes.remove_prefix(at_once.used);
  }
  return 0;
}
