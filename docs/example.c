#include <stdio.h>
#include <string.h>
#include <unknot/unknot.h>

int main(void) {
  const char *intake = "{\"answers\": {\"age\": 46, \"pain_score\": 4, \"saddle_numbness\": \"unsure\"}}", *handout;
  unknot_flag flag = {.struct_size = sizeof flag};
  unknot_result* result = NULL; /* one for each patient */
  unknot_engine* engine = NULL; /* one for all patients and threads */
  int status = unknot_engine_open(NULL, &engine);
  if (status == UNKNOT_OK) status = unknot_assess(engine, NULL, intake, strlen(intake), &result);
  if (status == UNKNOT_OK) status = unknot_result_document(result, UNKNOT_MEDIA_HTML, &handout, NULL);
  if (status == UNKNOT_OK) {
    printf("tier %d of 5, screen complete: %d\n", unknot_result_tier(result), unknot_result_complete(result));
    for (int i = 0; status == UNKNOT_OK && i < unknot_result_flag_count(result); ++i) {
      status = unknot_result_flag(result, i, &flag);
      if (status == UNKNOT_OK && flag.status != UNKNOT_FLAG_CLEAR) printf("%s: %s\n", flag.title, flag.reason);
    }
    FILE* file = fopen("handout.html", "w");
    if (file == NULL || fputs(handout, file) == EOF || fclose(file) == EOF) perror("handout.html"), status = 1;
  } else fprintf(stderr, "%s%s\n", unknot_engine_error(engine), unknot_result_error(result));
  unknot_result_free(result);
  unknot_engine_close(engine);
  return status;
}
