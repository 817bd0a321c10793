// Everything that is known of one intake when its documents are written.
#pragma once

#include <cstdint>
#include <memory_resource>

#include "assess/assessment.h"
#include "intake/answers.h"
#include "pack/pack.h"
#include "plan/plan.h"

namespace unknot::render {

struct Record {
  const pack::Pack& pack;
  const intake::Answers& answers;
  const assess::Assessment& assessment;
  const plan::Plan& plan;
  std::int64_t at_unix_seconds = 0;  // 0: not given
};

// A flag's reason in the clinic's language; ends in a NUL. "" if the flag is clear.
std::string_view flag_reason(const Record& record, std::size_t flag);

// A question as a clinician reads it, in the clinic's language.
const pack::Text& question_asked(const Record& record, std::size_t question);

// Whether a private rule asks this question.
bool is_private(const pack::Pack& pack, std::size_t question);

}  // namespace unknot::render
