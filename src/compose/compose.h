#pragma once

#include "assess/assessment.h"
#include "base/arena.h"
#include "compose/catalogue.h"
#include "compose/handout.h"
#include "intake/answers.h"
#include "pack/pack.h"
#include "plan/plan.h"

namespace unknot::compose {

// Writes the patient's sheet. Its lines point into the pack, the answers and `memory`, which all outlive it.
// What the catalogue of the language has ready is taken from there; without one all is made anew, and reads the same.
Handout compose(const pack::Pack& pack, const intake::Answers& answers, const assess::Assessment& assessment,
                const plan::Plan& plan, Arena& memory, const Catalogue* catalogue = nullptr);

}  // namespace unknot::compose
