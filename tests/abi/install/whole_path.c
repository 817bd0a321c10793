/* open, assess, flags, document, free: prints each raised flag and fails at the first thing that is not as it must be.
 */
#include <stdio.h>
#include <string.h>
#include <unknot/unknot.h>

#define MUST(condition)                                                \
  do {                                                                 \
    if (!(condition)) {                                                \
      fprintf(stderr, "line %d: %s is false\n", __LINE__, #condition); \
      return 1;                                                        \
    }                                                                  \
  } while (0)

int main(void) {
  const char* intake = "{\"answers\": {\"age\": 46, \"saddle_numbness\": true}}";
  const char* media_types[] = {UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_HTML, UNKNOT_MEDIA_TEXT,
                               UNKNOT_MEDIA_CLINIC_HTML};
  const char* bytes = NULL;
  size_t size = 0;
  unknot_engine* engine = NULL;
  unknot_result* result = NULL;
  unknot_flag flag = {0};
  int32_t index;
  size_t i;

  flag.struct_size = sizeof flag;
  MUST(unknot_version()[0] == '0' + UNKNOT_VERSION_MAJOR);
  MUST(unknot_engine_open(NULL, &engine) == UNKNOT_OK);
  MUST(unknot_assess(engine, NULL, intake, strlen(intake), &result) == UNKNOT_OK);
  MUST(unknot_result_tier(result) == UNKNOT_TIER_EMERGENCY);
  for (index = 0; index < unknot_result_flag_count(result); ++index) {
    MUST(unknot_result_flag(result, index, &flag) == UNKNOT_OK);
    if (flag.status == UNKNOT_FLAG_RAISED && flag.tier == UNKNOT_TIER_EMERGENCY) printf("emergency %s\n", flag.id);
  }
  for (i = 0; i < sizeof media_types / sizeof *media_types; ++i) {
    MUST(unknot_result_document(result, media_types[i], &bytes, &size) == UNKNOT_OK);
    MUST(size > 0 && strlen(bytes) == size);
  }
  unknot_engine_close(engine);
  unknot_result_free(result);
  return 0;
}
