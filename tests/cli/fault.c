/* Preloaded into a program: the call with the number FAULT_AT, of those that change or keep files, ends the program
 * (FAULT=kill) or fails for want of room (FAULT=full).  FAULT=no_lease: nothing can tell who writes to a file. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int is(const char* fault) {
  const char* wanted = getenv("FAULT");
  return wanted != NULL && strcmp(wanted, fault) == 0;
}

static int strikes(void) {
  static int calls;
  const char* at = getenv("FAULT_AT");
  if (at == NULL || ++calls != atoi(at)) return 0;
  if (is("kill")) raise(SIGKILL);
  errno = ENOSPC;
  return 1;
}

int renameat(int from, const char* old, int to, const char* new) {
  if (strikes()) return -1;
  return ((int (*)(int, const char*, int, const char*))dlsym(RTLD_NEXT, "renameat"))(from, old, to, new);
}

int openat(int folder, const char* name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if ((flags & O_CREAT) != 0 && strikes()) return -1;
  return ((int (*)(int, const char*, int, ...))dlsym(RTLD_NEXT, "openat"))(folder, name, flags, mode);
}

int mkdirat(int folder, const char* name, mode_t mode) {
  if (strikes()) return -1;
  return ((int (*)(int, const char*, mode_t))dlsym(RTLD_NEXT, "mkdirat"))(folder, name, mode);
}

int unlinkat(int folder, const char* name, int flags) {
  if (strikes()) return -1;
  return ((int (*)(int, const char*, int))dlsym(RTLD_NEXT, "unlinkat"))(folder, name, flags);
}

/* What ends here is a program and not the machine: no need to wait for a disk. */
int fsync(int file) {
  (void)file;
  return strikes() ? -1 : 0;
}

int syncfs(int file) { return fsync(file); }

/* The second half of what a struck write was given is lost. */
ssize_t write(int file, const void* bytes, size_t size) {
  ssize_t (*real)(int, const void*, size_t) = (ssize_t(*)(int, const void*, size_t))dlsym(RTLD_NEXT, "write");
  if (file <= STDERR_FILENO) return real(file, bytes, size);
  const char* at = getenv("FAULT_AT");
  if (at != NULL && size > 1) {
    const ssize_t half = real(file, bytes, size / 2);
    if (half < 0 || strikes()) return -1;
    return half + real(file, (const char*)bytes + half, size - (size_t)half);
  }
  return real(file, bytes, size);
}

int fcntl(int file, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void* argument = va_arg(rest, void*);
  va_end(rest);
  if (command == F_SETLEASE && is("no_lease")) {
    errno = EINVAL;
    return -1;
  }
  return ((int (*)(int, int, ...))dlsym(RTLD_NEXT, "fcntl"))(file, command, argument);
}
