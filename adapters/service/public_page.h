// A document that is the same for everybody, in the forms in which it is sent.
#pragma once

#include <functional>
#include <string>

#include "lazy.h"

namespace unknot::service {

// Each form is made when it is first asked for, by any thread: most services never send most of these documents.
class PublicPage {
 public:
  PublicPage(std::string content_type, std::function<std::string()> make);

  const std::string& content_type() const { return content_type_; }
  const std::string& bytes() const { return *bytes_; }
  const std::string& gzipped() const { return *gzipped_; }
  const std::string& etag() const { return *etag_; }  // with its quotes

 private:
  std::string content_type_;
  Lazy<std::string> bytes_;
  Lazy<std::string> gzipped_;
  Lazy<std::string> etag_;
};

}  // namespace unknot::service
