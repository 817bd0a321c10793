// The parameters of a target: "?documents=html,json&at=1764000000".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unknot::service {

class Parameters {
 public:
  // Nothing if the query is not well formed, names a parameter twice, or one that is not among `known`.
  static std::optional<Parameters> read(std::string_view query, std::initializer_list<std::string_view> known);

  // The same, of a query that may name anything besides, which is passed over.
  static std::optional<Parameters> pick(std::string_view query, std::initializer_list<std::string_view> wanted);

  // nullptr: not given.
  const std::string* find(std::string_view name) const;

 private:
  static std::optional<Parameters> read(std::string_view query, std::initializer_list<std::string_view> known,
                                        bool refuses_others);

  std::vector<std::pair<std::string, std::string>> all_;
};

}  // namespace unknot::service
