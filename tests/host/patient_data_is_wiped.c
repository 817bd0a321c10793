/*
 * A marker goes through the library in every text that a patient or a clinic gives, and as every kind of answer; once
 * the results are freed, no copy of it stands anywhere in the writable memory of the process.  No error holds it.
 * The host keeps its own marker coded, and takes back the pages in which it ever stood in clear.
 */
#include <sys/mman.h>

#include "host.h"

enum { code = 0x5A, page_bytes = 64 * 1024 };

/* "Qvz7Xkw4", coded: short enough for the text that a std::string holds within itself. */
static const unsigned char marker[] = {'Q' ^ code, 'v' ^ code, 'z' ^ code, '7' ^ code,
                                       'X' ^ code, 'k' ^ code, 'w' ^ code, '4' ^ code};
/* "91827364", coded: a number that is refused everywhere. */
static const unsigned char number[] = {'9' ^ code, '1' ^ code, '8' ^ code, '2' ^ code,
                                       '7' ^ code, '3' ^ code, '6' ^ code, '4' ^ code};
enum { marker_size = sizeof marker };

static size_t count_in(const volatile unsigned char* bytes, size_t size, const unsigned char* coded) {
  size_t at, found = 0;
  for (at = 0; at + marker_size <= size; ++at) {
    size_t same = 0;
    while (same < marker_size && (bytes[at + same] ^ code) == coded[same]) ++same;
    found += same == marker_size;
  }
  return found;
}

static size_t count_in_memory(int tell) {
  char line[512];
  size_t found = 0;
  FILE* maps = fopen("/proc/self/maps", "r");
  EXPECT(maps != NULL);
  while (fgets(line, sizeof line, maps) != NULL) {
    uintptr_t begin, end;
    char may[5];
    size_t here;
    if (sscanf(line, "%lx-%lx %4s", &begin, &end, may) != 3 || may[0] != 'r' || may[1] != 'w') continue;
    here = count_in((const unsigned char*)begin, end - begin, marker) +
           count_in((const unsigned char*)begin, end - begin, number);
    if (here > 0 && tell) fprintf(stderr, "%zu copies in %s", here, line);
    found += here;
  }
  fclose(maps);
  return found;
}

/* In pages of its own: the form, each '@' in it the marker, each '#' the number; padded, so that it can be long. */
static char* in_clear(const char* form, size_t* size) {
  char* pages = mmap(NULL, page_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char* to = pages;
  EXPECT(pages != MAP_FAILED);
  for (; *form != '\0'; ++form) {
    const unsigned char* coded = *form == '@' ? marker : *form == '#' ? number : NULL;
    size_t i;
    if (coded == NULL) {
      *to++ = *form;
      continue;
    }
    for (i = 0; i < marker_size; ++i) *to++ = (char)(coded[i] ^ code);
  }
  *size = (size_t)(to - pages);
  return pages;
}

static unknot_result* assess(const unknot_engine* engine, const char* form, int32_t expected) {
  unknot_result* result = NULL;
  size_t size;
  char* const intake = in_clear(form, &size);
  const int32_t status = unknot_assess(engine, NULL, intake, size, &result);
  if (status != expected) fprintf(stderr, "%s: %s\n", form, unknot_result_error(result));
  EXPECT(status == expected);
  munmap(intake, page_bytes);
  return result;
}

static const char accepted[] =
    "{\"answers\":{\"age\":46,\"fever\":true,\"medicines\":[\"blood_thinner\"]},"
    "\"request\":{\"id\":\"@\",\"subject\":\"Patient/@\",\"encounter\":\"a longer text than any small one: @@@@@@\"},"
    "\"handout\":{\"patient_name\":\"@ <@> @ \\\"@\\\" \\u0041@\",\"date\":\"2026-11-22\","
    "\"clinic\":{\"name\":\"@ & @\",\"phone\":\"@\",\"out_of_hours\":\"@ at night, @ by day\"}}}";

static const char* const refused[] = {
    "{\"answers\":{\"age\":#}}",
    "{\"answers\":{\"age\":-#}}",
    "{\"answers\":{\"age\":#.#e#}}",
    "{\"answers\":{\"age\":###################################################}}",
    "{\"answers\":{\"age\":\"@\"}}",
    "{\"answers\":{\"fever\":\"@\"}}",
    "{\"answers\":{\"fever\":#}}",
    "{\"answers\":{\"course\":\"@\"}}",
    "{\"answers\":{\"course\":[\"@\"]}}",
    "{\"answers\":{\"course\":{\"@\":\"@\"}}}",
    "{\"answers\":{\"medicines\":[\"@\"]}}",
    "{\"answers\":{\"medicines\":[\"lithium\",\"@@@@@@@@@@@@@@@@@@@@\"]}}",
    "{\"answers\":{\"@ with a space\":true}}",
    "{\"answers\":\"@\"}",
    "{\"answers\":{\"fever\":@}}",
    "{\"answers\":{\"fever\":\"@",
    "{\"answers\":{\"fever\":\"@\\ud800\"}}",
    "{\"answers\":{\"fever\":\"@\xff\"}}",
    "{\"answers\":{}} @",
    "{\"answers\":{},\"request\":{\"id\":\"@ @\"}}",
    "{\"answers\":{},\"request\":{\"subject\":\"@\\u0007\"}}",
    "{\"answers\":{},\"handout\":{\"patient_name\":\"@\\u202e\"}}",
    "{\"answers\":{},\"handout\":{\"patient_name\":[\"@\"]}}",
    "{\"answers\":{},\"handout\":{\"date\":\"@\"}}",
    "{\"answers\":{},\"handout\":{\"page\":\"@\"}}",
    "{\"answers\":{},\"handout\":{\"locale\":\"@\"}}",
    "{\"answers\":{},\"handout\":{\"clinic\":{\"phone\":\"@\\u0007\"}}}",
    "{\"answers\":{},\"handout\":{\"clinic\":{\"emergency_number\":\"@\"}}}",
    "{\"request\":{\"id\":\"@\"},\"handout\":{\"patient_name\":\"@\"}}",
    "@",
};

static void assess_and_free(const unknot_engine* engine) {
  unknot_result* const result = assess(engine, accepted, UNKNOT_OK);
  size_t living;
  int i;
  for (i = 0; i < media_type_count; ++i) {
    const char* bytes = NULL;
    size_t size = 0;
    EXPECT(unknot_result_document(result, media_types[i], &bytes, &size) == UNKNOT_OK);
    EXPECT(count_in((const unsigned char*)bytes, size, marker) > 0);
  }
  living = count_in_memory(0);
  EXPECT(living > 30); /* the search sees what is there */
  unknot_result_free(result);
  printf("%zu copies while the result lived, %zu once it was freed\n", living, count_in_memory(1));
  EXPECT(count_in_memory(0) == 0);
}

int main(void) {
  unknot_engine* const engine = open_engine(&linked);
  unknot_result* result;
  size_t i;
  EXPECT(count_in_memory(1) == 0);
  assess_and_free(engine);
  for (i = 0; i < sizeof refused / sizeof *refused; ++i) {
    const char* error;
    result = assess(engine, refused[i], UNKNOT_E_INTAKE);
    error = unknot_result_error(result);
    EXPECT(count_in((const unsigned char*)error, strlen(error), marker) == 0);
    EXPECT(count_in((const unsigned char*)error, strlen(error), number) == 0);
    if (count_in_memory(1) != 0) fprintf(stderr, "while the result lives, after %s\n", refused[i]);
    EXPECT(count_in_memory(0) == 0);
    unknot_result_free(result);
    if (count_in_memory(1) != 0) fprintf(stderr, "after %s\n", refused[i]);
    EXPECT(count_in_memory(0) == 0);
  }
  /* The name of a member that nobody knows is named to whoever sent it, but it is wiped all the same. */
  result = assess(engine, "{\"answers\":{\"@\":true}}", UNKNOT_E_INTAKE);
  EXPECT(count_in_memory(0) > 0);
  unknot_result_free(result);
  EXPECT(count_in_memory(1) == 0);
  unknot_engine_close(engine);
  return 0;
}
