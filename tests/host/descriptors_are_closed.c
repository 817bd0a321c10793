/*
 * The host closed stdin, stdout and stderr, and then opened files of its own, which now are numbers 0 to 2: nothing is
 * written to them or read from them, and none is closed.
 * descriptors_are_closed PACK_FOLDER
 */
#include <fcntl.h>
#include <sys/stat.h>

#include "host.h"

static void use_the_library(const char* pack_folder, uint64_t expected) {
  unknot_engine* const engine = open_engine(&linked);
  EXPECT(everything(&linked, engine) == expected);
  EXPECT(status_of_pack_path(&linked, pack_folder) == UNKNOT_OK);
  EXPECT(status_of_pack_path(&linked, "/no/such/pack") == UNKNOT_E_IO);
  EXPECT(status_of_pack_path(&linked, "/proc/self/cmdline") == UNKNOT_E_PACK);
  unknot_engine_close(engine);
}

int main(int argc, char** argv) {
  char path[] = "/tmp/unknot-host-XXXXXX";
  struct stat status;
  uint64_t expected;
  unknot_engine* engine;
  int number;
  EXPECT(argc == 2);
  engine = open_engine(&linked);
  expected = everything(&linked, engine);
  unknot_engine_close(engine);

  for (number = 0; number < 3; ++number) close(number);
  use_the_library(argv[1], expected);
  for (number = 0; number < 3; ++number) EXPECT(fcntl(number, F_GETFD) == -1);

  EXPECT(mkstemp(path) == 0);
  EXPECT(write(0, "host", 4) == 4);
  EXPECT(dup(0) == 1 && dup(0) == 2);
  use_the_library(argv[1], expected);
  for (number = 0; number < 3; ++number) {
    EXPECT(fstat(number, &status) == 0 && status.st_size == 4);
    EXPECT(lseek(number, 0, SEEK_CUR) == 4);
  }
  unlink(path);
  return 0;
}
