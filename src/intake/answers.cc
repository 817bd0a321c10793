#include "intake/answers.h"

namespace unknot::intake {

std::string_view warning_id(WarningCode code) {
  static constexpr std::string_view ids[] = {
#define UNKNOT_CODE(code, message) #code,
      UNKNOT_WARNING_CODES(UNKNOT_CODE)
#undef UNKNOT_CODE
  };
  return ids[static_cast<std::size_t>(code)];
}

std::string_view warning_message(WarningCode code) {
  static constexpr std::string_view messages[] = {
#define UNKNOT_CODE(code, message) message,
      UNKNOT_WARNING_CODES(UNKNOT_CODE)
#undef UNKNOT_CODE
  };
  return messages[static_cast<std::size_t>(code)];
}

}  // namespace unknot::intake
