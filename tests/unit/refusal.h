// What a stage said to an input that it refused.
#pragma once

#include <string>
#include <utility>

#include "base/failure.h"

namespace unknot_test {

// The failure that `work` throws; Status::ok if it throws none.
template <typename Work>
unknot::Failure failure_of(Work&& work) {
  try {
    std::forward<Work>(work)();
  } catch (const unknot::Failure& failure) {
    return failure;
  }
  return {unknot::Status::ok, {}};
}

// "code pointer", or "accepted".
template <typename Work>
std::string refusal(Work&& work) {
  const unknot::Failure failure = failure_of(std::forward<Work>(work));
  if (failure.status == unknot::Status::ok) return "accepted";
  return std::string(failure.problem.code) + ' ' + failure.problem.pointer;
}

// What was expected instead, or "accepted".
template <typename Work>
std::string expectation(Work&& work) {
  const unknot::Failure failure = failure_of(std::forward<Work>(work));
  return failure.status == unknot::Status::ok ? "accepted" : failure.problem.expected;
}

}  // namespace unknot_test
