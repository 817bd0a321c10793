// Names under which clients stand in the audit log.
#pragma once

#include <string_view>

namespace unknot::service {

constexpr char client_name_rule[] = "a name of at most 128 letters, digits and . - _ @";

constexpr bool is_client_name(std::string_view name) {
  return !name.empty() && name.size() <= 128 &&
         name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_@") == name.npos;
}

}  // namespace unknot::service
