// The one place where exceptions become codes. Nothing else ever leaves the library.
#pragma once

#include <new>

#include "handles.h"

// Runs `work`; on an exception puts its problem on `error` and returns its code.
template <typename Work>
std::int32_t guarded(ErrorText& error, Work&& work) noexcept {
  try {
    work();
    return UNKNOT_OK;
  } catch (const unknot::Failure& failure) {
    error.set(failure.problem);
    return static_cast<std::int32_t>(failure.status);
  } catch (const std::bad_alloc&) {
    error.set_no_memory();
    return UNKNOT_E_MEMORY;
  } catch (...) {
    error.set_internal();
    return UNKNOT_E_INTERNAL;
  }
}

// Makes the handle that carries the outcome of `work(handle)`, then runs it.
template <typename Handle, typename Work>
std::int32_t make_handle(Handle** out, Work&& work) noexcept {
  if (out == nullptr) return UNKNOT_E_ARGUMENT;
  Handle* handle = new (std::nothrow) Handle;
  *out = handle;
  if (handle == nullptr) return UNKNOT_E_MEMORY;
  handle->status = guarded(handle->error, [&] { work(*handle); });
  return handle->status;
}

[[noreturn]] inline void refuse_argument(const char* expected) {
  unknot::fail(unknot::Status::argument, unknot::ProblemCode::invalid_argument, "", expected);
}
