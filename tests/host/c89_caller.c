/* A caller in C of 1989, warnings as errors: the whole path, from the engine to the last free. */
#include <stdio.h>
#include <string.h>
#include <unknot/unknot.h>

static const char intake[] = "{\"answers\":{\"age\":46,\"fever\":true}}";

static int fail(const char* what) {
  fprintf(stderr, "%s\n", what);
  return 1;
}

int main(void) {
  unknot_options options;
  unknot_call call;
  unknot_flag flag;
  unknot_engine* engine = NULL;
  unknot_result* result = NULL;
  const char* bytes = NULL;
  size_t size = 0;
  int32_t index;

  memset(&options, 0, sizeof options);
  options.struct_size = (uint32_t)sizeof options;
  options.min_pack_version = "0.0.1";
  if (unknot_engine_open(&options, &engine) != UNKNOT_OK) return fail(unknot_engine_error(engine));
  if (unknot_engine_info(engine, &size)[size] != '\0') return fail("info");
  memset(&call, 0, sizeof call);
  call.struct_size = (uint32_t)sizeof call;
  call.at_unix_seconds = 1795357800;
  if (unknot_assess(engine, &call, intake, strlen(intake), &result) != UNKNOT_OK)
    return fail(unknot_result_error(result));
  unknot_engine_close(engine);
  if (unknot_result_tier(result) < UNKNOT_TIER_SAME_DAY) return fail("tier");
  if (unknot_result_complete(result) != 0) return fail("complete");
  for (index = 0; index < unknot_result_flag_count(result); ++index) {
    memset(&flag, 0, sizeof flag);
    flag.struct_size = (uint32_t)sizeof flag;
    if (unknot_result_flag(result, index, &flag) != UNKNOT_OK) return fail("flag");
    printf("%s: %d\n", flag.title, (int)flag.status);
  }
  if (unknot_result_document(result, UNKNOT_MEDIA_HTML, &bytes, &size) != UNKNOT_OK) return fail("document");
  if (strlen(bytes) != size) return fail("size");
  if (unknot_result_document(result, UNKNOT_MEDIA_PDF, &bytes, NULL) != UNKNOT_E_UNSUPPORTED) return fail("PDF");
  if (strcmp(unknot_status_name(UNKNOT_E_UNSUPPORTED), "unsupported") != 0) return fail("name");
  unknot_result_free(result);
  return 0;
}
