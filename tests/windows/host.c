/* windows_host FOLDER: a host that is linked with the library. FOLDER holds lower-back and overlay.json, and has a
 * name that no code page has whole. */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unknot/unknot.h>
#include <wchar.h>
#include <windows.h>

static const char intake[] = "{\"answers\": {\"age\": 46, \"pain_score\": 4, \"saddle_numbness\": \"unsure\"}}";

static void require(int is_so, const char* what) {
  if (is_so) return;
  printf("not so: %s\n", what);
  fflush(stdout);
  ExitProcess(1);
}

static int32_t status_of(const char* pack, const char* overlay, const char* pdf_module) {
  unknot_options options = {0};
  unknot_engine* engine = NULL;
  int32_t status;
  options.struct_size = sizeof options;
  options.pack_path = pack;
  options.overlay_path = overlay;
  options.pdf_module = pdf_module;
  status = unknot_engine_open(&options, &engine);
  require((status == UNKNOT_OK) == (unknot_engine_error(engine)[0] == '\0'), "a problem exactly with a failure");
  unknot_engine_close(engine);
  return status;
}

static char* joined(const char* folder, const char* name) {
  char* const path = malloc(strlen(folder) + strlen(name) + 2);
  sprintf(path, "%s\\%s", folder, name);
  return path;
}

static char* argument_in_utf8(void) {
  static char text[1024];
  int count = 0;
  wchar_t** const arguments = CommandLineToArgvW(GetCommandLineW(), &count);
  require(count == 2, "one argument");
  WideCharToMultiByte(CP_UTF8, 0, arguments[1], -1, text, sizeof text, NULL, NULL);
  return text;
}

static void paths(const char* folder) {
  char* const pack = joined(folder, "lower-back");
  char* const slashes = joined(folder, "lower-back");
  char* const head = joined(folder, "lower-back\\pack.json");
  wchar_t wide[1024];
  HANDLE lock;
  char* c;
  for (c = slashes; *c != '\0'; ++c) {
    if (*c == '\\') *c = '/';
  }
  require(status_of(pack, NULL, NULL) == UNKNOT_OK, "a pack's folder of any name");
  require(status_of(slashes, NULL, NULL) == UNKNOT_OK, "slashes of either kind");
  require(status_of(NULL, joined(folder, "overlay.json"), NULL) == UNKNOT_OK, "an overlay's file of any name");
  require(status_of(NULL, joined(folder, "overlay"), NULL) == UNKNOT_OK, "an overlay's folder of any name");
  require(status_of(NULL, joined(folder, "slip"), NULL) == UNKNOT_E_PACK, "no file of an overlay's folder passed over");
  require(status_of(joined(folder, "none"), NULL, NULL) == UNKNOT_E_IO, "a path that leads nowhere");
  require(status_of(folder, NULL, NULL) == UNKNOT_E_IO, "a folder without a pack");
  require(status_of("C:\\k\xf6", NULL, NULL) == UNKNOT_E_IO, "a path that is not UTF-8");
  require(status_of("NUL", NULL, NULL) != UNKNOT_OK, "a device"); /* to Wine an empty file */
  require(status_of("", NULL, NULL) != UNKNOT_OK, "an empty path");
  MultiByteToWideChar(CP_UTF8, 0, head, -1, wide, 1024);
  lock = CreateFileW(wide, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
  require(lock != INVALID_HANDLE_VALUE, "a lock");
  require(status_of(pack, NULL, NULL) == UNKNOT_E_IO, "a file that is locked");
  CloseHandle(lock);
  lock = CreateFileW(wide, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
  CloseHandle(lock);
  require(status_of(pack, NULL, NULL) == UNKNOT_OK, "the file when it is free again");
  require(status_of(NULL, NULL, "C:\\unknot-pdf.dll") == UNKNOT_E_UNSUPPORTED, "no PDF on Windows");
  free(pack);
  free(slashes);
  free(head);
}

static unknot_engine* engine;
static char first_page[256 * 1024];

static DWORD WINAPI assess_often(void* unused) {
  int i;
  (void)unused;
  for (i = 0; i < 50; ++i) {
    unknot_result* result = NULL;
    const char* page = NULL;
    if (unknot_assess(engine, NULL, intake, strlen(intake), &result) != UNKNOT_OK) return 1;
    if (unknot_result_document(result, UNKNOT_MEDIA_HTML, &page, NULL) != UNKNOT_OK) return 1;
    if (strcmp(page, first_page) != 0) return 1;
    unknot_result_free(result);
  }
  return 0;
}

static void keep_first_page(void) {
  unknot_result* result = NULL;
  const char* page = NULL;
  size_t size = 0;
  require(unknot_engine_open(NULL, &engine) == UNKNOT_OK, "the built-in pack");
  require(unknot_assess(engine, NULL, intake, strlen(intake), &result) == UNKNOT_OK, "an assessment");
  require(unknot_result_document(result, UNKNOT_MEDIA_HTML, &page, &size) == UNKNOT_OK, "a sheet");
  require(size < sizeof first_page, "a sheet of some size");
  strcpy(first_page, page);
  unknot_result_free(result);
}

static void threads(void) {
  HANDLE all[8];
  int i;
  for (i = 0; i < 8; ++i) {
    all[i] = CreateThread(NULL, 128 * 1024, assess_often, NULL, STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
    require(all[i] != NULL, "a thread");
  }
  for (i = 0; i < 8; ++i) {
    DWORD code = 1;
    WaitForSingleObject(all[i], INFINITE);
    GetExitCodeThread(all[i], &code);
    require(code == 0, "the same sheet in every thread");
    CloseHandle(all[i]);
  }
}

int main(void) {
  keep_first_page();
#if defined(__i386__)
  _controlfp(_PC_24, _MCW_PC); /* as some hosts do */
  require(assess_often(NULL) == 0, "the same sheet whatever the precision of the x87");
  _controlfp(_PC_64, _MCW_PC);
#endif
  threads();
  unknot_engine_close(engine);
  paths(argument_in_utf8());
  return 0;
}
