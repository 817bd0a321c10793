#pragma once

#include <memory_resource>

#include "assess/assessment.h"
#include "compose/handout.h"
#include "intake/answers.h"
#include "pack/pack.h"
#include "plan/plan.h"

namespace unknot::compose {

// Writes the patient's sheet. Its lines point into the pack, the answers and `memory`, which all outlive it.
Handout compose(const pack::Pack& pack, const intake::Answers& answers, const assess::Assessment& assessment,
                const plan::Plan& plan, std::pmr::memory_resource& memory);

}  // namespace unknot::compose
