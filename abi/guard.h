// The one place where exceptions become codes. Nothing else ever leaves the library.
#pragma once

#include <cerrno>
#include <new>

#include "handles.h"

// The host's errno, whatever the library's own calls of the system set it to.
class KeptErrno {
 public:
  KeptErrno() : number_(errno) {}
  KeptErrno(const KeptErrno&) = delete;
  KeptErrno& operator=(const KeptErrno&) = delete;
  ~KeptErrno() { errno = number_; }

 private:
  int number_;
};

// Runs `work`; on an exception puts its problem on `error` and returns its code.
template <typename Work>
std::int32_t guarded(ErrorText& error, Work&& work) noexcept {
  const KeptErrno kept_errno;
  try {
    work();
    return UNKNOT_OK;
  } catch (const unknot::Failure& failure) {
    return error.set(failure.problem) ? static_cast<std::int32_t>(failure.status) : UNKNOT_E_MEMORY;
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
  const KeptErrno kept_errno;
  Handle* handle = new (std::nothrow) Handle;
  *out = handle;
  if (handle == nullptr) return UNKNOT_E_MEMORY;
  handle->status = guarded(handle->error, [&] { work(*handle); });
  return handle->status;
}

[[noreturn]] inline void refuse_argument(const char* expected) {
  unknot::fail(unknot::Status::argument, unknot::ProblemCode::invalid_argument, "", expected);
}
