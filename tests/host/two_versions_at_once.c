/*
 * Two versions of the library in one process, used by turns: each says what it says alone, and calls only itself.
 * two_versions_at_once LIBRARY LIBRARY_OF_ANOTHER_VERSION
 */
#define HOST_LOADS_LIBRARIES
#include "host.h"

struct loaded {
  struct library functions;
  unknot_engine* engine;
};

static struct loaded load(const char* path, int scope) {
  struct loaded loaded;
  void* const handle = dlopen(path, RTLD_NOW | scope);
  if (handle == NULL) fprintf(stderr, "%s\n", dlerror());
  EXPECT(handle != NULL);
  loaded.functions = library_of(handle);
  loaded.engine = open_engine(&loaded.functions);
  return loaded;
}

int main(int argc, char** argv) {
  /* Global, so that what the second one looks up by name it would find in the first one. */
  struct loaded first, second;
  uint64_t said_by_first, said_by_second;
  int i;
  EXPECT(argc == 3);
  first = load(argv[1], RTLD_GLOBAL);
  said_by_first = everything(&first.functions, first.engine);
  second = load(argv[2], RTLD_GLOBAL);
  said_by_second = everything(&second.functions, second.engine);
  EXPECT(first.functions.assess != second.functions.assess);
  EXPECT(strcmp(first.functions.version(), second.functions.version()) != 0);
  EXPECT(said_by_first != said_by_second); /* each names its own version */
  EXPECT(strstr(second.functions.engine_info(second.engine, NULL), second.functions.version()) != NULL);
  for (i = 0; i < intake_count; ++i) {
    unknot_result* of_first = NULL;
    unknot_result* of_second = NULL;
    const size_t size = strlen(intakes[i]);
    const int32_t status = first.functions.assess(first.engine, NULL, intakes[i], size, &of_first);
    EXPECT(second.functions.assess(second.engine, NULL, intakes[i], size, &of_second) == status);
    EXPECT(first.functions.result_flag_count(of_first) == second.functions.result_flag_count(of_second));
    EXPECT(strcmp(first.functions.result_error(of_first), second.functions.result_error(of_second)) == 0);
    second.functions.result_free(of_second);
    first.functions.result_free(of_first);
  }
  EXPECT(everything(&first.functions, first.engine) == said_by_first);
  EXPECT(everything(&second.functions, second.engine) == said_by_second);
  first.functions.engine_close(first.engine);
  EXPECT(everything(&second.functions, second.engine) == said_by_second);
  second.functions.engine_close(second.engine);
  return 0;
}
