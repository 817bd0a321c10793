/*
 * Inputs of 1 GiB, 100,000 levels deep, or of a million members: refused within a second, in bounded memory.
 */
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>

#include "host.h"

static const size_t gibibyte = (size_t)1 << 30;
enum { block = 1 << 20, levels = 100000, members = 1000000 };
enum { intake_mebibytes = 16, pack_mebibytes = 80 }; /* what may be taken on top of what the host has */

static unknot_engine* engine;

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t address_space(void) {
  size_t pages = 0;
  FILE* file = fopen("/proc/self/statm", "r");
  EXPECT(file != NULL && fscanf(file, "%zu", &pages) == 1);
  fclose(file);
  return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static void allow_mebibytes(int count) {
  struct rlimit limit;
  EXPECT(getrlimit(RLIMIT_AS, &limit) == 0);
  limit.rlim_cur = count == 0 ? limit.rlim_max : address_space() + (size_t)count * 1024 * 1024;
  EXPECT(setrlimit(RLIMIT_AS, &limit) == 0);
}

static void expect_refused(const char* what, const char* bytes, size_t size) {
  unknot_options options = {0};
  unknot_engine* opened = NULL;
  unknot_result* result = NULL;
  double begin, of_intake, of_pack;
  int32_t status;

  allow_mebibytes(intake_mebibytes);
  begin = seconds();
  EXPECT(unknot_assess(engine, NULL, bytes, size, &result) == UNKNOT_E_INTAKE);
  of_intake = seconds() - begin;
  unknot_result_free(result);

  options.struct_size = sizeof options;
  options.pack = bytes;
  options.pack_size = size;
  allow_mebibytes(pack_mebibytes);
  begin = seconds();
  unknot_engine_open(&options, &opened);
  of_pack = seconds() - begin;
  status = unknot_engine_status(opened);
  unknot_engine_close(opened);
  allow_mebibytes(0);
  printf("%-32s %11zu bytes: as an intake %.3f s, as a pack %.3f s\n", what, size, of_intake, of_pack);
  EXPECT(status == UNKNOT_E_PACK && of_intake < 1 && of_pack < 1);
}

/* One block of memory, seen a thousand times over. */
static char* repeated(int byte) {
  const int file = memfd_create("block", 0);
  char* const whole = mmap(NULL, gibibyte, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  char* first;
  size_t at;
  EXPECT(file >= 0 && ftruncate(file, block) == 0 && whole != MAP_FAILED);
  for (at = 0; at < gibibyte; at += block) {
    EXPECT(mmap(whole + at, block, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0) != MAP_FAILED);
  }
  first = whole;
  memset(first, byte, block);
  close(file);
  return whole;
}

/* `before`, then `times` times `each`, in which %07d is the count, then `after`. */
static char* many(const char* before, const char* each, const char* after, int times, size_t* size) {
  const size_t room = strlen(before) + (strlen(each) + 8) * (size_t)times + strlen(after) + 1;
  char* const made = malloc(room);
  char* to = made;
  int i;
  EXPECT(made != NULL);
  to += sprintf(to, "%s", before);
  for (i = 0; i < times; ++i) {
    const char* from;
    for (from = each; *from != '\0'; ++from) {
      if (*from == '%') {
        to += sprintf(to, "%07d", i);
      } else {
        *to++ = *from;
      }
    }
  }
  to += sprintf(to, "%s", after);
  *size = (size_t)(to - made);
  return made;
}

static void expect_many_refused(const char* what, const char* before, const char* each, const char* after, int times) {
  size_t size;
  char* const made = many(before, each, after, times, &size);
  expect_refused(what, made, size);
  free(made);
}

int main(void) {
  static const char fillings[] = {'\0', ' ', '[', '{', '"', '1'};
  size_t i;
  engine = open_engine(&linked);
  for (i = 0; i < sizeof fillings; ++i) {
    char* const whole = repeated(fillings[i]);
    expect_refused("1 GiB of one byte", whole, gibibyte);
    munmap(whole, gibibyte);
  }
  expect_many_refused("arrays in arrays", "{\"answers\":", "[", "", levels);
  expect_many_refused("arrays in arrays of an answer", "{\"answers\":{\"medicines\":", "[", "", levels);
  expect_many_refused("objects in objects", "{\"pack\":", "{\"a\":", "", levels / 2);
  expect_many_refused("a million members", "{", "\"%\":1,", "\"last\":1}", members);
  expect_many_refused("as many as an intake may hold", "{\"answers\":{", "\"%\":1,", "\"last\":1}}", 20000);
  expect_many_refused("a million entries", "{\"pack\":[", "1,", "1]}", members);
  expect_many_refused("six million entries", "{\"pack\":[", "1,", "1]}", 6 * members);
  expect_many_refused("a million empty lists", "{\"pack\":[", "[],", "1]}", members);
  expect_many_refused("a number of a million digits", "{\"answers\":{\"age\":", "1", "}}", members);
  expect_many_refused("an intake's longest number", "{\"answers\":{\"age\":", "1", "}}", 200000);
  expect_many_refused("escapes", "{\"answers\":{\"age\":\"", "\\u0041", "\"}}", 40000);
  unknot_engine_close(engine);
  return 0;
}
