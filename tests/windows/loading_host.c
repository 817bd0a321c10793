/* windows_loading_host DLL: a host that loads the library itself, as plug-ins and other languages do, again and again;
 * or says why it cannot: "error 126" is a file that is not there, "error 193" one of the other architecture. */
#include <stdio.h>
#include <string.h>
#include <unknot/unknot.h>
#include <windows.h>

typedef int32_t(__cdecl* open_function)(const unknot_options*, unknot_engine**);
typedef void(__cdecl* close_function)(unknot_engine*);
typedef int32_t(__cdecl* assess_function)(const unknot_engine*, const unknot_call*, const char*, size_t,
                                          unknot_result**);
typedef void(__cdecl* free_function)(unknot_result*);

static int assess_once(HMODULE library) {
  static const char intake[] = "{\"answers\": {}}";
  const open_function open = (open_function)(void (*)(void))GetProcAddress(library, "unknot_engine_open");
  const close_function close = (close_function)(void (*)(void))GetProcAddress(library, "unknot_engine_close");
  const assess_function assess = (assess_function)(void (*)(void))GetProcAddress(library, "unknot_assess");
  const free_function free_result = (free_function)(void (*)(void))GetProcAddress(library, "unknot_result_free");
  unknot_engine* engine = NULL;
  unknot_result* result = NULL;
  int is_done;
  if (open == NULL || close == NULL || assess == NULL || free_result == NULL) return 0;
  is_done = open(NULL, &engine) == UNKNOT_OK && assess(engine, NULL, intake, strlen(intake), &result) == UNKNOT_OK;
  free_result(result);
  close(engine);
  return is_done;
}

int main(void) {
  int count = 0;
  wchar_t** const arguments = CommandLineToArgvW(GetCommandLineW(), &count);
  DWORD handles_before = 0;
  DWORD handles_after = 0;
  int i;
  for (i = 0; i < 60; ++i) {
    const HMODULE library = LoadLibraryW(arguments[1]);
    if (library == NULL) {
      printf("error %lu\n", GetLastError());
      return 2;
    }
    if (!assess_once(library) || !FreeLibrary(library)) return 1;
    if (GetModuleHandleW(L"unknot.dll") != NULL) return 3; /* it stays loaded */
    GetProcessHandleCount(GetCurrentProcess(), i < 10 ? &handles_before : &handles_after);
  }
  if (handles_after > handles_before) {
    printf("%lu handles, then %lu\n", handles_before, handles_after);
    return 4;
  }
  return 0;
}
