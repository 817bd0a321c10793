/* Writes what unknot_engine_pack answers to standard output. */
#include <stdio.h>
#include <unknot/unknot.h>

int main(void) {
  unknot_engine* engine = NULL;
  unknot_result* result = NULL;
  const char* bytes = NULL;
  size_t size = 0;
  if (unknot_engine_open(NULL, &engine) != UNKNOT_OK || unknot_engine_pack(engine, &result) != UNKNOT_OK ||
      unknot_result_document(result, NULL, &bytes, &size) != UNKNOT_OK) {
    return 1;
  }
  const int failed = fwrite(bytes, 1, size, stdout) != size;
  unknot_result_free(result);
  unknot_engine_close(engine);
  return failed;
}
