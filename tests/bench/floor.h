// What the whole call costs when nothing is in the way: the pack as code, a struct of answers, one buffer used again.
#pragma once

#include <simdjson.h>

#include <string_view>
#include <vector>

namespace bench {

// Parses every answer as Floor does, and copies the page that is known already.
class Limit {
 public:
  std::string_view page(simdjson::padded_string_view intake, std::string_view known_page);

 private:
  simdjson::ondemand::parser parser_;
  std::vector<char> page_ = std::vector<char>(256 * 1024);
};

// Parses and checks every answer, evaluates every condition, and writes the product's own page.
class Floor {
 public:
  // Throws simdjson::simdjson_error or std::invalid_argument if the intake is not valid.
  std::string_view page(simdjson::padded_string_view intake);

 private:
  simdjson::ondemand::parser parser_;
  std::vector<char> page_ = std::vector<char>(256 * 1024);
};

}  // namespace bench
