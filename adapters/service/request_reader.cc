#include "request_reader.h"

#include <array>
#include <boost/beast/http/basic_parser.hpp>
#include <utility>

namespace unknot::service {

namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get: return Method::get;
    case http::verb::head: return Method::head;
    case http::verb::post: return Method::post;
    case http::verb::options: return Method::options;
    default: return Method::other;
  }
}

constexpr std::size_t chunk_extension_bytes = 256;
constexpr std::size_t last_chunk_bytes = 5;  // "0\r\n\r\n", at least

int refusal_for(const error_code& error) {
  if (error == http::error::body_limit) return 413;
  if (error == http::error::header_limit) return 431;
  return 400;
}

// What is kept of a head; anything else is read, checked and dropped.
constexpr std::array<std::pair<http::field, std::string_view Request::*>, 9> kept_fields = {{
    {http::field::host, &Request::host},
    {http::field::accept, &Request::accept},
    {http::field::accept_encoding, &Request::accept_encoding},
    {http::field::content_type, &Request::content_type},
    {http::field::content_encoding, &Request::content_encoding},
    {http::field::authorization, &Request::authorization},
    {http::field::origin, &Request::origin},
    {http::field::if_none_match, &Request::if_none_match},
    {http::field::expect, nullptr},
}};

}  // namespace

class RequestReader::Parser final : public http::basic_parser<true> {
 public:
  Parser() {
    header_limit(head_bytes);
    body_limit(boost::none);  // until the route is known
    eager(false);
  }
  Parser(const Parser&) = delete;

  std::size_t read(std::string_view bytes) {
    std::size_t used = 0;
    while (refusal == 0 && used < bytes.size() && !is_done()) {
      // Beast asserts that five bytes are there when the last chunk's head was seen, though they may come one by one.
      if (is_header_done() && chunked() && chunk_left_ == 0 && bytes.size() - used < last_chunk_bytes) break;
      const bool had_head = is_header_done();
      error_code error;
      used += put(boost::asio::const_buffer(bytes.data() + used, bytes.size() - used), error);
      if (error == http::error::need_more) break;
      if (error && refusal == 0) refusal = refusal_for(error);
      if (is_header_done() && !had_head) break;
    }
    return used;
  }

  Request request;
  std::string body;
  int refusal = 0;

 private:
  struct Piece {
    std::size_t first = 0, size = 0;
    bool given = false;
  };

  // A field that decides something must stand there once.
  void keep(Piece& piece, string_view value) {
    if (piece.given) return refuse(400);
    piece = {head_.size(), value.size(), true};
    head_.append(value.data(), value.size());
  }
  std::string_view text(const Piece& piece) const { return std::string_view(head_).substr(piece.first, piece.size); }
  void refuse(int status) {
    if (refusal == 0) refusal = status;
  }

  void on_request_impl(http::verb verb, string_view, string_view target, int version, error_code&) override {
    request.method = method_of(verb);
    version_ = version;
    if (target.size() > target_bytes) return refuse(414);
    keep(target_, target);
  }

  void on_field_impl(http::field field, string_view name, string_view value, error_code&) override {
    if (is_header_done()) return;  // a trailer decides nothing
    read_bytes_ += name.size() + value.size() + 4;
    if (++read_fields_ > field_count || read_bytes_ > head_bytes) return refuse(431);
    if (field == http::field::content_length || field == http::field::transfer_encoding) {
      if (std::exchange(has_framing_, true)) return refuse(400);
      if (field == http::field::content_length && value.find_first_not_of("0123456789") != string_view::npos)
        refuse(400);
      if (field == http::field::transfer_encoding) {
        if (!boost::beast::iequals(value, "chunked")) return refuse(501);
        if (version_ < 11) return refuse(400);
      }
      return;
    }
    for (std::size_t i = 0; i < kept_fields.size(); ++i) {
      if (kept_fields[i].first == field) return keep(fields_[i], value);
    }
    if (boost::beast::iequals(name, "x-request-id")) return keep(request_id_, value);
    if (boost::beast::iequals(name, "traceparent")) return keep(traceparent_, value);
  }

  void on_header_impl(error_code&) override {
    for (std::size_t i = 0; i < kept_fields.size(); ++i) {
      if (kept_fields[i].second != nullptr) request.*kept_fields[i].second = text(fields_[i]);
      if (kept_fields[i].first == http::field::expect && fields_[i].given) {
        if (!boost::beast::iequals(text(fields_[i]), "100-continue")) return refuse(417);
        request.expects_continue = version_ == 11;
      }
      if (kept_fields[i].first == http::field::host && !fields_[i].given && version_ == 11) return refuse(400);
    }
    request.request_id = text(request_id_);
    request.traceparent = text(traceparent_);
    request.is_http_1_0 = version_ == 10;
    request.keeps_alive = version_ == 11 && keep_alive();
    split_target(text(target_));
  }

  // "/path?query", or the same behind the name of a server.
  void split_target(std::string_view target) {
    if (const std::size_t scheme = target.find("://"); scheme != target.npos && target.front() != '/') {
      const std::size_t path = target.find('/', scheme + 3);
      target = path == target.npos ? "/" : target.substr(path);
    }
    if (target.front() != '/' && !(target == "*" && request.method == Method::options)) return refuse(400);
    if (target.find('#') != target.npos) return refuse(400);
    const std::size_t query = target.find('?');
    set_path(target.substr(0, query));
    if (query != target.npos) request.query = target.substr(query + 1);
  }

  // "/fhir/QuestionnaireResponse/%24assess" is the path with the "$", which some clients escape. No other escape has a
  // route: a proxy that guards a path need not know how else it could be written.
  void set_path(std::string_view path) {
    constexpr std::string_view dollar = "%24";
    for (std::size_t found = path.find(dollar); found != path.npos; found = path.find(dollar)) {
      path_.append(path.substr(0, found)).append("$");
      path.remove_prefix(found + dollar.size());
    }
    request.path = path_.append(path);
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(string_view bytes, error_code&) override { return take(bytes); }
  void on_chunk_header_impl(std::uint64_t size, string_view extension, error_code&) override {
    chunk_left_ = size;
    if (extension.size() > chunk_extension_bytes) refuse(400);
  }
  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
    chunk_left_ -= bytes.size();
    return take(bytes);
  }
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_finish_impl(error_code&) override {}

  std::size_t take(string_view bytes) {
    body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  std::string head_;
  std::string path_;
  Piece target_, request_id_, traceparent_;
  std::array<Piece, kept_fields.size()> fields_;
  std::uint64_t chunk_left_ = 0;
  std::size_t read_fields_ = 0;
  std::size_t read_bytes_ = 0;
  int version_ = 0;
  bool has_framing_ = false;
};

RequestReader::RequestReader() : parser_(std::make_unique<Parser>()) {}
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;
RequestReader::~RequestReader() = default;

std::size_t RequestReader::read(std::string_view bytes) { return parser_->read(bytes); }
int RequestReader::refusal() const { return parser_->refusal; }
bool RequestReader::has_head() const { return parser_->is_header_done(); }
bool RequestReader::is_whole() const { return parser_->is_done(); }
const Request& RequestReader::request() const { return parser_->request; }
bool RequestReader::has_body() const { return !parser_->is_done(); }
std::string& RequestReader::body() { return parser_->body; }

void RequestReader::limit_body(std::uint64_t bytes) {
  const auto length = parser_->content_length();
  if (length && *length > bytes) {
    parser_->refusal = 413;
  } else {
    parser_->body_limit(bytes);
  }
}

}  // namespace unknot::service
