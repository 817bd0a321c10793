/* What the hostile hosts share: the functions of a library, linked or loaded, and all that can be asked of it. */
#ifndef UNKNOT_TESTS_HOST_H
#define UNKNOT_TESTS_HOST_H

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <unknot/unknot.h>

/* A host that is disappointed says of what and ends at once, without exit handlers: it may be a forked child. */
#define EXPECT(kept)                                                      \
  do {                                                                    \
    if (!(kept)) {                                                        \
      fprintf(stderr, "%s:%d: expected %s\n", __FILE__, __LINE__, #kept); \
      _exit(1);                                                           \
    }                                                                     \
  } while (0)

#define FUNCTIONS(X)      \
  X(engine_open)          \
  X(engine_close)         \
  X(engine_status)        \
  X(engine_error)         \
  X(engine_info)          \
  X(engine_pack)          \
  X(engine_questions)     \
  X(assess)               \
  X(result_status)        \
  X(result_error)         \
  X(result_tier)          \
  X(result_possible_tier) \
  X(result_complete)      \
  X(result_flag_count)    \
  X(result_flag)          \
  X(result_document)      \
  X(result_free)          \
  X(status_name)          \
  X(version)              \
  X(build_id)

struct library {
#define MEMBER(name) __typeof__(unknot_##name)* name;
  FUNCTIONS(MEMBER)
#undef MEMBER
};

#ifndef HOST_LOADS_LIBRARIES
/* The library that the host is linked with. */
static const struct library linked = {
#define MEMBER(name) unknot_##name,
    FUNCTIONS(MEMBER)
#undef MEMBER
};
#endif

/* The functions of a library that dlopen gave. */
static inline struct library library_of(void* handle) {
  struct library library;
#define MEMBER(name)                                       \
  *(void**)&library.name = dlsym(handle, "unknot_" #name); \
  EXPECT(library.name != NULL);
  FUNCTIONS(MEMBER)
#undef MEMBER
  return library;
}

static const char* const media_types[] = {UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_HTML,
                                          UNKNOT_MEDIA_TEXT, UNKNOT_MEDIA_CLINIC_HTML};
enum { media_type_count = sizeof media_types / sizeof *media_types };

/* The last three are refused. */
static const char* const intakes[] = {
    "{\"answers\":{\"age\":46,\"pain_score\":4,\"saddle_numbness\":\"unsure\"},\"request\":{\"id\":\"r-1\"}}",
    "{\"answers\":{}}",
    "{\"answers\":{\"age\":70,\"duration_days\":50,\"fever\":true,\"course\":\"worse\",\"medicines\":[\"blood_"
    "thinner\"],"
    "\"things_at_home\":[\"ball\",\"foam_roller\"],\"desk_work\":true},\"handout\":{\"patient_name\":\"Maria Example\","
    "\"date\":\"2026-11-22\",\"large_print\":true,\"clinic\":{\"name\":\"Riverside\",\"phone\":\"555-0100\"}}}",
    "{\"answers\":{\"age\":460}}",
    "{\"answers\":{\"fever\":\"a text that no question takes\"}}",
    "{\"answers\":{\"age\":46"};
enum { intake_count = sizeof intakes / sizeof *intakes, refused_intake_count = 3 };

/* FNV-1a: what two runs said is the same if its hashes are. */
static inline uint64_t add_bytes(uint64_t hash, const void* bytes, size_t size) {
  const unsigned char* at = bytes;
  size_t i;
  for (i = 0; i < size; ++i) hash = (hash ^ at[i]) * UINT64_C(1099511628211);
  return hash;
}
static inline uint64_t add_text(uint64_t hash, const char* text) { return add_bytes(hash, text, strlen(text) + 1); }
static inline uint64_t add_number(uint64_t hash, int32_t number) { return add_bytes(hash, &number, sizeof number); }
static const uint64_t empty_hash = UINT64_C(14695981039346656037);

static inline uint64_t add_result(uint64_t hash, const struct library* library, unknot_result* result) {
  int32_t index;
  int i;
  hash = add_number(hash, library->result_status(result));
  hash = add_text(hash, library->result_error(result));
  hash = add_number(hash, library->result_tier(result));
  hash = add_number(hash, library->result_possible_tier(result));
  hash = add_number(hash, library->result_complete(result));
  for (index = 0; index < library->result_flag_count(result); ++index) {
    unknot_flag flag = {0};
    flag.struct_size = sizeof flag;
    EXPECT(library->result_flag(result, index, &flag) == UNKNOT_OK);
    hash = add_number(add_number(add_number(hash, flag.status), flag.tier), flag.possible_tier);
    hash = add_text(add_text(add_text(hash, flag.id), flag.title), flag.reason);
  }
  for (i = 0; i < media_type_count; ++i) {
    const char* bytes = NULL;
    size_t size = 0;
    hash = add_number(hash, library->result_document(result, media_types[i], &bytes, &size));
    hash = add_bytes(hash, bytes, size);
  }
  return hash;
}

static inline uint64_t add_intake(uint64_t hash, const struct library* library, const unknot_engine* engine,
                                  const char* intake) {
  unknot_result* result = NULL;
  library->assess(engine, NULL, intake, strlen(intake), &result);
  EXPECT(result != NULL);
  hash = add_result(hash, library, result);
  library->result_free(result);
  return hash;
}

/* All that an engine says: its info, its pack, its questions, and of each intake everything. */
static inline uint64_t everything(const struct library* library, const unknot_engine* engine) {
  uint64_t hash = add_text(empty_hash, library->engine_info(engine, NULL));
  unknot_result* result = NULL;
  int i;
  EXPECT(library->engine_pack(engine, &result) == UNKNOT_OK);
  hash = add_result(hash, library, result);
  library->result_free(result);
  EXPECT(library->engine_questions(engine, NULL, NULL, &result) == UNKNOT_OK);
  hash = add_result(hash, library, result);
  library->result_free(result);
  for (i = 0; i < intake_count; ++i) {
    hash = add_intake(hash, library, engine, intakes[i]);
  }
  return hash;
}

static inline unknot_engine* open_engine(const struct library* library) {
  unknot_engine* engine = NULL;
  EXPECT(library->engine_open(NULL, &engine) == UNKNOT_OK);
  return engine;
}

static inline int32_t status_of_pack_path(const struct library* library, const char* path) {
  unknot_options options = {0};
  unknot_engine* engine = NULL;
  int32_t status;
  options.struct_size = sizeof options;
  options.pack_path = path;
  status = library->engine_open(&options, &engine);
  EXPECT(engine != NULL && (*library->engine_error(engine) == '\0') == (status == UNKNOT_OK));
  library->engine_close(engine);
  return status;
}

#endif
