#include "render/fhir_identity.h"

#include <boost/uuid/detail/sha1.hpp>

#include "base/base64.h"

namespace unknot::render {

namespace {

std::string urn(const boost::uuids::uuid& uuid) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text = "urn:uuid:";
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += digits[uuid.data[i] >> 4];
    text += digits[uuid.data[i] & 15];
  }
  return text;
}

}  // namespace

FhirIdentities::FhirIdentities(const Record& record)
    : generator_(boost::uuids::name_generator_sha1(boost::uuids::ns::url())(record.pack.canonical_base)) {
  const intake::Request& request = record.answers.request;
  // No part holds a line break, so that no two lists of parts read the same.
  for (const std::string_view part : {request.subject, request.id, std::string_view(record.pack.sha256),
                                      std::string_view(record.pack.overlay_sha256)}) {
    request_ += part;
    request_ += '\n';
  }
}

std::string FhirIdentities::of(std::string_view key) const {
  std::string name = request_;
  name += key;
  name += '\n';
  return urn(generator_(name));
}

std::string fhir_attachment_hash(std::string_view bytes) {
  boost::uuids::detail::sha1 hash;
  hash.process_bytes(bytes.data(), bytes.size());
  boost::uuids::detail::sha1::digest_type words;
  hash.get_digest(words);
  std::string digest;
  for (const unsigned int word : words) {
    for (const int shift : {24, 16, 8, 0}) digest += static_cast<char>(word >> shift & 0xFF);
  }
  return base64(digest);
}

}  // namespace unknot::render
