// One question on the terminal, asked until it is answered, left or stopped at.
#pragma once

#include "interview.h"
#include "reply.h"
#include "terminal.h"

namespace unknot::cli {

// Its kind is answer, skip, back or stop; at the end of the input, stop.
Reply ask_question(Terminal& terminal, const Interview& interview, std::size_t question);

}  // namespace unknot::cli
