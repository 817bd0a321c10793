/*
 * The kernel reads a pack's file in its own way: in pieces, interrupted by signals, with an error in the middle, cut
 * short, or without end.
 * files_misbehave PACK_FOLDER OVERLAY_FOLDER
 */
#include <dirent.h>
#include <errno.h>
#include <sys/syscall.h>

#include "host.h"

/* The library lists folders with the call for large disks, which has a name of its own where that matters. */
#if __SIZEOF_POINTER__ == 4
#define readdir readdir64
#define dirent dirent64
#define READDIR "readdir64"
#else
#define READDIR "readdir"
#endif

static enum { as_ever, in_pieces, interrupted, broken, shrunk, endless } way;
static unsigned long reads;

/* The host's own, which the library gets too. */
ssize_t read(int file, void* bytes, size_t size) {
  ++reads;
  switch (way) {
    case in_pieces:
      if (size > 1000) size = 1000;
      break;
    case interrupted:
      if (reads % 2 == 1) {
        errno = EINTR;
        return -1;
      }
      break;
    case broken:
      if (reads == 2) {
        errno = EIO;
        return -1;
      }
      break;
    case shrunk:
      if (reads == 3) size = 1000;
      if (reads == 4) return 0;
      break;
    case endless: memset(bytes, ' ', size); return (ssize_t)size;
    default: break;
  }
  return syscall(SYS_read, file, bytes, size);
}

/* A folder that is listed in part: the rest may hold what must not be passed over. */
static int listing_breaks;
struct dirent* readdir(DIR* folder) {
  static struct dirent* (*real)(DIR*);
  *(void**)&real = dlsym(RTLD_NEXT, READDIR);
  if (!listing_breaks) return real(folder);
  errno = EIO;
  return NULL;
}

static int32_t status_of_overlay(const char* folder) {
  unknot_options options = {0};
  unknot_engine* engine = NULL;
  int32_t status;
  options.struct_size = sizeof options;
  options.overlay_path = folder;
  status = unknot_engine_open(&options, &engine);
  unknot_engine_close(engine);
  return status;
}

static int32_t status_when(int what, const char* folder) {
  int32_t status;
  way = what;
  reads = 0;
  status = status_of_pack_path(&linked, folder);
  EXPECT(reads > 0);
  way = as_ever;
  return status;
}

int main(int argc, char** argv) {
  EXPECT(argc == 3);
  EXPECT(status_when(as_ever, argv[1]) == UNKNOT_OK);
  EXPECT(status_when(in_pieces, argv[1]) == UNKNOT_OK);
  EXPECT(status_when(interrupted, argv[1]) == UNKNOT_OK);
  EXPECT(status_when(broken, argv[1]) == UNKNOT_E_IO);
  EXPECT(status_when(shrunk, argv[1]) == UNKNOT_E_PACK);
  EXPECT(status_when(endless, argv[1]) == UNKNOT_E_PACK);
  EXPECT(status_of_overlay(argv[2]) == UNKNOT_OK);
  listing_breaks = 1;
  EXPECT(status_of_overlay(argv[2]) == UNKNOT_E_IO);
  return 0;
}
