/*
 * Allocation number N fails, for every N, once or from then on, in every call: the call then says UNKNOT_E_MEMORY, or
 * the very same as ever; nothing leaks; the engine serves on.
 * allocations_fail_in_turn PACK_FOLDER PACK_FILE BAD_PACK_FILE OVERLAY_FILE OVERLAY_FOLDER all|some
 * `some` tries the first 200 allocations of each call, then steps that grow with N, so that it is fast.
 */
#include <errno.h>
#include <malloc.h>

#include "host.h"

/* The host's allocator, which the library gets too. It counts, and fails on demand. */
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* memory, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
void __libc_free(void* memory);

static unsigned long allocations; /* since they were last counted anew */
static unsigned long failing;     /* the number of the allocation that fails; 0: none */
static int from_then_on;
static long living;

static int fails(void) {
  ++allocations;
  if (failing == 0 || allocations < failing || (!from_then_on && allocations > failing)) return 0;
  errno = ENOMEM;
  return 1;
}

static void* counted(void* memory) {
  if (memory != NULL) ++living;
  return memory;
}

void* malloc(size_t size) { return fails() ? NULL : counted(__libc_malloc(size)); }
void* calloc(size_t count, size_t size) { return fails() ? NULL : counted(__libc_calloc(count, size)); }
void* memalign(size_t alignment, size_t size) { return fails() ? NULL : counted(__libc_memalign(alignment, size)); }
void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
int posix_memalign(void** memory, size_t alignment, size_t size) {
  *memory = memalign(alignment, size);
  return *memory == NULL ? ENOMEM : 0;
}
void* realloc(void* memory, size_t size) {
  if (memory == NULL) return malloc(size);
  return fails() ? NULL : __libc_realloc(memory, size);
}
void free(void* memory) {
  if (memory == NULL) return;
  --living;
  __libc_free(memory);
}

static const char* pack_folder;
static const char* bad_pack_file;
static unknot_engine* engine;
static char* pack_bytes;
static size_t pack_size;
static const char* overlay_folder;
static char* overlay_bytes;
static size_t overlay_size;
static uint64_t from_engine; /* what it says of an intake when nothing fails */

/* What one run said: 0 if, somewhere in it, memory was missing and the library said so. */
struct said {
  uint64_t hash;
  int without_memory;
};

static void hear_status(struct said* said, int32_t status) {
  if (status == UNKNOT_E_MEMORY) said->without_memory = 1;
  said->hash = add_number(said->hash, status);
}

/* Without a handle there is nothing to ask; it may be missing for want of memory alone. */
static int has_handle(struct said* said, const void* handle, int32_t status) {
  hear_status(said, status);
  if (handle != NULL) return 1;
  EXPECT(status == UNKNOT_E_MEMORY);
  return 0;
}

static void hear_documents(struct said* said, unknot_result* result) {
  int i;
  for (i = 0; i < media_type_count; ++i) {
    const char* bytes = NULL;
    const char* again = NULL;
    size_t size = 0;
    const int32_t status = unknot_result_document(result, media_types[i], &bytes, &size);
    hear_status(said, status);
    if (status == UNKNOT_E_MEMORY) {
      EXPECT(bytes == NULL && size == 0 && *unknot_result_error(result) != '\0');
      continue;
    }
    said->hash = add_bytes(said->hash, bytes, size);
    if (status != UNKNOT_OK) continue;
    EXPECT(unknot_result_document(result, media_types[i], &again, NULL) == UNKNOT_OK && again == bytes);
  }
}

static void hear_result(struct said* said, unknot_result* result, int32_t status) {
  if (!has_handle(said, result, status)) return;
  EXPECT(unknot_result_status(result) == status);
  if (status == UNKNOT_E_MEMORY) {
    EXPECT(unknot_result_tier(result) == 0 && unknot_result_possible_tier(result) == 0);
    EXPECT(unknot_result_complete(result) == 0 && unknot_result_flag_count(result) == 0);
  }
  said->hash = add_number(said->hash, unknot_result_tier(result));
  said->hash = add_number(said->hash, unknot_result_possible_tier(result));
  said->hash = add_number(said->hash, unknot_result_complete(result));
  said->hash = add_number(said->hash, unknot_result_flag_count(result));
  said->hash = add_text(said->hash, unknot_result_error(result));
  hear_documents(said, result);
  unknot_result_free(result);
}

static void hear_open(struct said* said, const unknot_options* options) {
  unknot_engine* opened = NULL;
  const int32_t status = unknot_engine_open(options, &opened);
  if (!has_handle(said, opened, status)) return;
  EXPECT(unknot_engine_status(opened) == status);
  EXPECT((*unknot_engine_error(opened) == '\0') == (status == UNKNOT_OK));
  said->hash = add_text(said->hash, unknot_engine_error(opened));
  said->hash = add_text(said->hash, unknot_engine_info(opened, NULL));
  unknot_engine_close(opened);
}

static void open_built_in(struct said* said) { hear_open(said, NULL); }

static void open_path(struct said* said, const char* path) {
  unknot_options options = {0};
  options.struct_size = sizeof options;
  options.pack_path = path;
  hear_open(said, &options);
}
static void open_folder(struct said* said) { open_path(said, pack_folder); }
static void open_bad_file(struct said* said) { open_path(said, bad_pack_file); }
static void open_nothing(struct said* said) { open_path(said, "/no/such/pack"); }

static void open_bytes(struct said* said) {
  unknot_options options = {0};
  options.struct_size = sizeof options;
  options.pack = pack_bytes;
  options.pack_size = pack_size;
  options.min_pack_version = "0.0.1";
  hear_open(said, &options);
}
/* The overlay as bytes and as a folder over a folder, each with what it changes. */
static void open_with_overlay(struct said* said) {
  unknot_options options = {0};
  options.struct_size = sizeof options;
  options.overlay = overlay_bytes;
  options.overlay_size = overlay_size;
  hear_open(said, &options);
}
static void open_overlay_folder(struct said* said) {
  unknot_options options = {0};
  options.struct_size = sizeof options;
  options.pack_path = pack_folder;
  options.overlay_path = overlay_folder;
  hear_open(said, &options);
}
static void open_with_bad_overlay(struct said* said) {
  unknot_options options = {0};
  options.struct_size = sizeof options;
  options.overlay = pack_bytes;
  options.overlay_size = pack_size;
  hear_open(said, &options);
}
static void open_broken_bytes(struct said* said) {
  unknot_options options = {0};
  options.struct_size = sizeof options;
  options.pack = pack_bytes;
  options.pack_size = pack_size - 2;
  hear_open(said, &options);
}
static void open_too_old(struct said* said) {
  unknot_options options = {0};
  options.struct_size = sizeof options;
  options.min_pack_version = "1000.0.0";
  hear_open(said, &options);
}

static void show_pack(struct said* said) {
  unknot_result* result = NULL;
  const int32_t status = unknot_engine_pack(engine, &result);
  hear_result(said, result, status);
}
static void list_questions(struct said* said) {
  unknot_result* result = NULL;
  const int32_t status = unknot_engine_questions(engine, "en-us", "application/json; charset=utf-8", &result);
  hear_result(said, result, status);
}
static void list_questions_in_no_language(struct said* said) {
  unknot_result* result = NULL;
  const int32_t status = unknot_engine_questions(engine, "xx", NULL, &result);
  hear_result(said, result, status);
}

static void assess(struct said* said, const char* intake) {
  unknot_result* result = NULL;
  const int32_t status = unknot_assess(engine, NULL, intake, strlen(intake), &result);
  hear_result(said, result, status);
}
static void assess_a_batch(struct said* said) {
  int i;
  for (i = 0; i < intake_count; ++i) assess(said, intakes[i]);
}
static void assess_nothing(struct said* said) {
  unknot_result* result = NULL;
  const int32_t status = unknot_assess(engine, NULL, NULL, 0, &result);
  hear_result(said, result, status);
}

/* A document that once had no memory is made whole at the next request. */
static void ask_for_documents_again(struct said* said) {
  const unsigned long fails_at = failing;
  unknot_result* result = NULL;
  const int32_t status = unknot_assess(engine, NULL, intakes[2], strlen(intakes[2]), &result);
  if (!has_handle(said, result, status)) return;
  hear_documents(said, result);
  failing = 0;
  if (status == UNKNOT_OK) {
    struct said whole = {empty_hash, 0};
    static uint64_t expected;
    hear_documents(&whole, result);
    if (expected == 0) expected = whole.hash;
    EXPECT(!whole.without_memory && whole.hash == expected);
  }
  failing = fails_at;
  unknot_result_free(result);
}

static void ask_for_a_pdf(struct said* said) {
  unknot_result* result = NULL;
  const char* bytes = NULL;
  const int32_t status = unknot_assess(engine, NULL, intakes[1], strlen(intakes[1]), &result);
  if (!has_handle(said, result, status)) return;
  hear_status(said, unknot_result_document(result, UNKNOT_MEDIA_PDF, &bytes, NULL));
  said->hash = add_text(said->hash, unknot_result_error(result));
  unknot_result_free(result);
}

static const struct {
  const char* name;
  void (*run)(struct said*);
} calls[] = {{"open the built-in pack", open_built_in},
             {"open a folder", open_folder},
             {"open bytes", open_bytes},
             {"open with an overlay", open_with_overlay},
             {"open folders, pack and overlay", open_overlay_folder},
             {"open with an overlay that is refused", open_with_bad_overlay},
             {"open broken bytes", open_broken_bytes},
             {"open a bad file", open_bad_file},
             {"open a file that is not there", open_nothing},
             {"open a pack that is too old", open_too_old},
             {"show the pack", show_pack},
             {"list the questions", list_questions},
             {"list the questions in no language", list_questions_in_no_language},
             {"assess a batch, every document", assess_a_batch},
             {"assess nothing", assess_nothing},
             {"ask for every document again", ask_for_documents_again},
             {"ask for a PDF", ask_for_a_pdf}};

static unsigned long next_to_try(unsigned long n, int all) { return all || n < 200 ? n + 1 : n + n / 50; }

/* Tries one call with each failure; gives how many of them it met with UNKNOT_E_MEMORY. */
static void try_call(size_t which, int all) {
  struct said expected = {empty_hash, 0};
  unsigned long n, count, tried = 0, met = 0;
  calls[which].run(&expected); /* once before, so that what libc keeps for itself is there */
  expected.hash = empty_hash;
  allocations = 0;
  calls[which].run(&expected);
  count = allocations;
  EXPECT(!expected.without_memory);
  for (from_then_on = 0; from_then_on < 2; ++from_then_on) {
    for (n = 1; n <= count; n = next_to_try(n, all), ++tried) {
      struct said said = {empty_hash, 0};
      const long lived = living;
      allocations = 0;
      failing = n;
      calls[which].run(&said);
      failing = 0;
      if (!said.without_memory && said.hash != expected.hash) {
        fprintf(stderr, "%s: allocation %lu failed, and something else was said\n", calls[which].name, n);
        _exit(1);
      }
      if (living != lived) {
        fprintf(stderr, "%s: allocation %lu failed, and %ld blocks leaked\n", calls[which].name, n, living - lived);
        _exit(1);
      }
      EXPECT(add_intake(empty_hash, &linked, engine, intakes[0]) == from_engine);
      met += (unsigned long)said.without_memory;
    }
  }
  printf("%-36s %6lu allocations, %6lu failures tried, %6lu answered with \"memory\"\n", calls[which].name, count,
         tried, met);
  EXPECT(met > 0);
}

static char* bytes_of(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  char* bytes = malloc(1 << 20);
  EXPECT(file != NULL && bytes != NULL);
  *size = fread(bytes, 1, 1 << 20, file);
  fclose(file);
  return bytes;
}

int main(int argc, char** argv) {
  size_t which;
  setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
  EXPECT(argc == 7);
  pack_folder = argv[1];
  pack_bytes = bytes_of(argv[2], &pack_size);
  bad_pack_file = argv[3];
  overlay_bytes = bytes_of(argv[4], &overlay_size);
  overlay_folder = argv[5];
  EXPECT(status_of_pack_path(&linked, argv[1]) == UNKNOT_OK && status_of_pack_path(&linked, argv[2]) == UNKNOT_OK);
  EXPECT(status_of_pack_path(&linked, argv[3]) == UNKNOT_E_PACK);
  engine = open_engine(&linked);
  from_engine = add_intake(empty_hash, &linked, engine, intakes[0]);
  for (which = 0; which < sizeof calls / sizeof *calls; ++which) try_call(which, strcmp(argv[6], "all") == 0);
  unknot_engine_close(engine);
  return 0;
}
