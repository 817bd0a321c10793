#include <stdio.h>
#include <string.h>
#include <unknot/unknot.h>

int main(void) {
  const char* intake = "{\"answers\": {\"age\": 46, \"pain_score\": 4, \"saddle_numbness\": \"unsure\"}}";
  const char* page = NULL;
  unknot_flag flag = {.struct_size = sizeof flag};
  unknot_engine* engine = NULL; /* one for all patients and threads */
  unknot_result* result = NULL; /* one for each patient */
  int status = unknot_engine_open(NULL, &engine);
  if (status == UNKNOT_OK) status = unknot_assess(engine, NULL, intake, strlen(intake), &result);
  if (status == UNKNOT_OK) status = unknot_result_document(result, UNKNOT_MEDIA_HTML, &page, NULL);
  if (status == UNKNOT_OK) printf("tier %d, complete %d\n", unknot_result_tier(result), unknot_result_complete(result));
  for (int i = 0; status == UNKNOT_OK && i < unknot_result_flag_count(result); ++i) {
    status = unknot_result_flag(result, i, &flag);
    if (status == UNKNOT_OK && flag.status != UNKNOT_FLAG_CLEAR) printf("%s: %s\n", flag.title, flag.reason);
  }
  FILE* file = status == UNKNOT_OK ? fopen("handout.html", "w") : NULL;
  if (status == UNKNOT_OK && (!file || fputs(page, file) < 0 || fclose(file) != 0)) status = UNKNOT_E_IO;
  if (status != UNKNOT_OK) printf("status %d %s%s\n", status, unknot_engine_error(engine), unknot_result_error(result));
  unknot_result_free(result);
  unknot_engine_close(engine);
  return status;
}
