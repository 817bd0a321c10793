#include <memory_resource>

#include "guard.h"
#include "render/problem.h"

bool ErrorText::set(const unknot::Problem& problem) noexcept {
  try {
    made_ = unknot::render::problem_json(problem);
    fixed_ = nullptr;
    return true;
  } catch (...) {
    set_no_memory();
    return false;
  }
}

void ErrorText::set_no_memory() noexcept {
  fixed_ =
      R"({"code":"no_memory","pointer":"","expected":"memory","message":"There was not enough memory; nothing was done."})";
}

void ErrorText::set_internal() noexcept {
  fixed_ = R"({"code":"internal","pointer":"","expected":"","message":"A defect in the library stopped the call."})";
}
