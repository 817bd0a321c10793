/*
 * A host of version 1.0, as its makers would have written it: it calls every function, fills every member that it may,
 * and prints all that it is told. It is kept as it is: README.md beside it says why.
 *   client INTAKE OVERLAY
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unknot/unknot.h>

static void print(const char* what, const char* bytes, size_t size) {
  printf("%s %lu\n", what, (unsigned long)size);
  fwrite(bytes, 1, size, stdout);
  putchar('\n');
}

static void print_text(const char* what, const char* text) { print(what, text, strlen(text)); }

/* The bytes of a file; they stay until the program ends. */
static const char* read_file(const char* path, size_t* size) {
  static char bytes[2][65536];
  static int files;
  FILE* const file = fopen(path, "rb");
  if (file == NULL || files == 2) exit(70);
  *size = fread(bytes[files], 1, sizeof bytes[files], file);
  fclose(file);
  return bytes[files++];
}

static void print_document(unknot_result* result, const char* media_type) {
  const char* bytes = "";
  size_t size = 0;
  const int32_t status = unknot_result_document(result, media_type, &bytes, &size);
  printf("document %s: %s\n", media_type == NULL ? "that it has" : media_type, unknot_status_name(status));
  if (status == UNKNOT_OK) {
    print("bytes", bytes, size);
  } else {
    print_text("problem", unknot_result_error(result));
  }
}

static void print_result(const char* what, int32_t status, unknot_result* result) {
  int32_t i;
  printf("%s: %s %s, tier %d, possible %d, complete %d, %d flags\n", what, unknot_status_name(status),
         unknot_status_name(unknot_result_status(result)), (int)unknot_result_tier(result),
         (int)unknot_result_possible_tier(result), (int)unknot_result_complete(result),
         (int)unknot_result_flag_count(result));
  print_text("problem", unknot_result_error(result));
  for (i = -1; i <= unknot_result_flag_count(result); ++i) {
    unknot_flag flag;
    memset(&flag, 0x5a, sizeof flag);
    flag.struct_size = sizeof flag;
    if (unknot_result_flag(result, i, &flag) != UNKNOT_OK) {
      printf("no flag %d, tier %d\n", (int)i, (int)flag.tier);
      continue;
    }
    printf("flag %d: status %d, tier %d, possible %d, size %d\n", (int)i, (int)flag.status, (int)flag.tier,
           (int)flag.possible_tier, (int)(flag.struct_size - sizeof flag));
    print_text("id", flag.id);
    print_text("title", flag.title);
    print_text("reason", flag.reason);
  }
}

static void assess(const unknot_engine* engine, int64_t seen_at, const char* intake, size_t size) {
  static const char* const media_types[] = {
      NULL,
      UNKNOT_MEDIA_JSON,
      UNKNOT_MEDIA_HANDOUT_JSON,
      UNKNOT_MEDIA_HTML,
      UNKNOT_MEDIA_TEXT,
      UNKNOT_MEDIA_CLINIC_HTML,
      UNKNOT_MEDIA_PDF,
      UNKNOT_MEDIA_FHIR,
      "no/such",
  };
  unknot_call call;
  unknot_result* result = NULL;
  int32_t status;
  size_t i;
  memset(&call, 0, sizeof call);
  call.struct_size = sizeof call;
  call.at_unix_seconds = seen_at;
  status = unknot_assess(engine, seen_at == 0 ? NULL : &call, intake, size, &result);
  print_result("assessed", status, result);
  for (i = 0; i < sizeof media_types / sizeof *media_types; ++i) print_document(result, media_types[i]);
  unknot_result_free(result);
}

/* All that an engine says of itself and of the intakes; then it is closed. */
static void use(const char* what, const unknot_options* options, const char* intake, size_t size) {
  static const char refused[] = "{\"answers\": {\"age\": 460}}";
  unknot_engine* engine = NULL;
  unknot_result* result = NULL;
  size_t info_size = 0;
  int32_t status = unknot_engine_open(options, &engine);
  const char* info;
  printf("\n%s: %s %s\n", what, unknot_status_name(status), unknot_status_name(unknot_engine_status(engine)));
  print_text("problem", unknot_engine_error(engine));
  info = unknot_engine_info(engine, &info_size);
  print("info", info, info_size);
  status = unknot_engine_pack(engine, &result);
  print_result("pack", status, result);
  print_document(result, NULL);
  unknot_result_free(result);
  status = unknot_engine_questions(engine, "es-US", UNKNOT_MEDIA_FHIR, &result);
  print_result("questions", status, result);
  print_document(result, NULL);
  unknot_result_free(result);
  assess(engine, 0, intake, size);
  assess(engine, 1795341600, intake, size);
  assess(engine, -1, intake, size);
  assess(engine, 0, refused, sizeof refused - 1);
  unknot_engine_close(engine);
}

int main(int argc, char** argv) {
  unknot_options options;
  const char* intake;
  const char* overlay;
  size_t intake_size, overlay_size;
  int32_t status;
  if (argc != 3) return 64;
  fprintf(stderr, "built with %d.%d, runs with %s\n", UNKNOT_VERSION_MAJOR, UNKNOT_VERSION_MINOR, unknot_version());
  intake = read_file(argv[1], &intake_size);
  overlay = read_file(argv[2], &overlay_size);
  print_text("version", unknot_version());
  print_text("build", unknot_build_id());
  for (status = -1; status <= UNKNOT_E_INTERNAL + 1; ++status) print_text("status", unknot_status_name(status));
  unknot_engine_close(NULL);
  unknot_result_free(NULL);

  use("as it comes", NULL, intake, intake_size);

  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.min_pack_version = "0.1";
  use("all default", &options, intake, intake_size);
  options.overlay = overlay;
  options.overlay_size = overlay_size;
  use("an overlay", &options, intake, intake_size);
  options.overlay = NULL;
  options.overlay_size = 0;
  options.overlay_path = argv[2];
  use("an overlay's file", &options, intake, intake_size);

  /* Each member is read where it stands: each of these is refused for a reason of its own. */
  options.overlay_path = "/no/such/overlay";
  use("no overlay there", &options, intake, intake_size);
  options.overlay_path = NULL;
  options.pack_path = "/no/such/pack";
  use("no pack there", &options, intake, intake_size);
  options.pack_path = NULL;
  options.pack = "{}";
  options.pack_size = 2;
  use("no pack at all", &options, intake, intake_size);
  options.pack = NULL;
  options.pack_size = 0;
  options.pdf_module = "/no/such/module";
  use("no module there", &options, intake, intake_size);
  options.pdf_module = NULL;
  options.min_pack_version = "99.1";
  use("a pack too old", &options, intake, intake_size);
  options.min_pack_version = NULL;
  options.reserved = 1;
  use("what must be zero", &options, intake, intake_size);
  puts("that was all");
  return 0;
}
