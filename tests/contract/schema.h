// The published schemas, docs/schema.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace unknot_test {

class Schema {
 public:
  explicit Schema(const std::string& name);  // "result"
  ~Schema();

  bool accepts(const nlohmann::json& document) const;
  // Why it does not accept the document; "" if it does.
  std::string complaint(const nlohmann::json& document) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace unknot_test
