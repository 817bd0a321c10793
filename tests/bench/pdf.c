/*
 * Writes PDFs for the benchmark: unknot_bench_pdf MODULE INTAKE...
 * For each line on standard input: one PDF of each intake, then a line with the
 * nanoseconds of CPU that all threads of this process spent on them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unknot/unknot.h>

enum { most_intakes = 64, intake_bytes = 64 * 1024 };

static long long cpu_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void fail(const char* what) {
  fprintf(stderr, "unknot_bench_pdf: %s\n", what);
  exit(1);
}

static size_t write_pdf(const unknot_engine* engine, const char* intake, size_t size) {
  unknot_result* result = NULL;
  const char* bytes = NULL;
  if (unknot_assess(engine, NULL, intake, size, &result) != UNKNOT_OK) fail(unknot_result_error(result));
  if (unknot_result_document(result, UNKNOT_MEDIA_PDF, &bytes, &size) != UNKNOT_OK) fail(unknot_result_error(result));
  unknot_result_free(result);
  return size;
}

int main(int argc, char** argv) {
  static char intakes[most_intakes][intake_bytes];
  size_t sizes[most_intakes];
  unknot_options options = {0};
  unknot_engine* engine = NULL;
  char line[16];
  int i;
  if (argc < 3 || argc - 2 > most_intakes) fail("usage: unknot_bench_pdf MODULE INTAKE...");
  for (i = 2; i < argc; ++i) {
    FILE* file = fopen(argv[i], "rb");
    if (file == NULL) fail(argv[i]);
    sizes[i - 2] = fread(intakes[i - 2], 1, intake_bytes, file);
    fclose(file);
  }
  options.struct_size = sizeof options;
  options.pdf_module = argv[1];
  if (unknot_engine_open(&options, &engine) != UNKNOT_OK) fail(unknot_engine_error(engine));
  while (fgets(line, sizeof line, stdin) != NULL) {
    const long long before = cpu_nanoseconds();
    for (i = 2; i < argc; ++i) write_pdf(engine, intakes[i - 2], sizes[i - 2]);
    printf("%lld\n", cpu_nanoseconds() - before);
    fflush(stdout);
  }
  unknot_engine_close(engine);
  return 0;
}
