/* windows_vb_host: what Unknot.bas does, in C: it finds the functions by their names and calls them with BSTRs. */
#include <windows.h>

#include <oleauto.h>
#include <stdio.h>
#include <unknot/unknot.h>
#include <wchar.h>

static void require(int is_so, const char* what) {
  if (is_so) return;
  printf("not so: %s\n", what);
  fflush(stdout);
  ExitProcess(1);
}

static HMODULE library;

static void* named(const char* name) {
  union {
    FARPROC function;
    void* address;
  } found;
  found.function = GetProcAddress(library, name);
  require(found.address != NULL, name);
  return found.address;
}

typedef INT_PTR(__stdcall* two_texts)(BSTR, BSTR);
typedef INT_PTR(__stdcall* assess)(INT_PTR, BSTR, double);
typedef INT_PTR(__stdcall* handle_and_text)(INT_PTR, BSTR);
typedef BSTR(__stdcall* text_of)(INT_PTR);
typedef BSTR(__stdcall* text_at)(INT_PTR, LONG);
typedef BSTR(__stdcall* document)(INT_PTR, BSTR);
typedef LONG(__stdcall* number_of)(INT_PTR);
typedef LONG(__stdcall* number_at)(INT_PTR, LONG);
typedef void(__stdcall* end)(INT_PTR);

static int holds(BSTR text, const wchar_t* words) {
  const int is_there = text != NULL && wcsstr(text, words) != NULL;
  SysFreeString(text);
  return is_there;
}

int main(void) {
  BSTR const intake = SysAllocString(L"{\"request\": {\"id\": \"r-1\"}, \"answers\": {\"saddle_numbness\": true}}");
  BSTR const half = SysAllocString(L"{\"request\": {\"id\": \"\xd800\"}, \"answers\": {}}");
  BSTR const nowhere = SysAllocString(L"C:\\k\u00f6\\none");
  BSTR const json = SysAllocString(L"application/json");
  BSTR const html = SysAllocString(L"text/html");
  BSTR const fhir = SysAllocString(L"application/fhir+json");
  BSTR const spanish = SysAllocString(L"es-US");
  INT_PTR engine;
  INT_PTR failed;
  INT_PTR result;
  int i;
  library = LoadLibraryW(L"unknot_vb.dll");
  require(library != NULL, "unknot_vb.dll beside the program");
  engine = ((two_texts)named("UnknotOpen"))(NULL, NULL);
  require(((number_of)named("UnknotEngineStatus"))(engine) == 0, "an engine");
  require(holds(((text_of)named("UnknotInfo"))(engine), L"lower-back"), "its info");
  failed = ((two_texts)named("UnknotOpen"))(nowhere, NULL);
  require(((number_of)named("UnknotEngineStatus"))(failed) == UNKNOT_E_IO, "no pack there");
  require(holds(((text_of)named("UnknotEngineProblem"))(failed), L"unreadable"), "its problem");
  ((end)named("UnknotClose"))(failed);
  require(((number_of)named("UnknotEngineStatus"))(0) == UNKNOT_E_MEMORY, "no engine at all");
  result = ((assess)named("UnknotAssess"))(engine, half, 0);
  require(((number_of)named("UnknotResultStatus"))(result) == UNKNOT_E_INTAKE, "half a character is refused");
  require(holds(((text_of)named("UnknotResultProblem"))(result), L"invalid_json"), "with a problem");
  require(((number_of)named("UnknotTier"))(result) == 0, "nothing assessed");
  ((end)named("UnknotFree"))(result);
  result = ((assess)named("UnknotAssess"))(engine, intake, -1.0);
  require(((number_of)named("UnknotResultStatus"))(result) == UNKNOT_E_ARGUMENT, "no such time");
  ((end)named("UnknotFree"))(result);
  for (i = 0; i < 100; ++i) { /* a wrong convention would move the stack */
    result = ((assess)named("UnknotAssess"))(engine, intake, 1795357800.0);
    require(((number_of)named("UnknotResultStatus"))(result) == 0, "an assessment");
    require(((number_of)named("UnknotTier"))(result) == UNKNOT_TIER_EMERGENCY, "its tier");
    require(((number_of)named("UnknotPossibleTier"))(result) == UNKNOT_TIER_EMERGENCY, "its possible tier");
    require(((number_of)named("UnknotComplete"))(result) == 1, "nothing can raise it");
    require(((number_of)named("UnknotFlagCount"))(result) > 5, "its flags");
    require(((number_at)named("UnknotFlagStatus"))(result, 0) > 0, "a flag's status");
    require(((number_at)named("UnknotFlagStatus"))(result, -1) == 0, "no such flag");
    require(holds(((text_at)named("UnknotFlagTitle"))(result, 0), L""), "a flag's title");
    require(holds(((text_at)named("UnknotFlagReason"))(result, 0), L""), "a flag's reason");
    require(holds(((document)named("UnknotDocument"))(result, json), L"r-1"), "the record");
    require(holds(((document)named("UnknotDocument"))(result, html), L"</html>"), "the sheet");
    require(holds(((document)named("UnknotDocument"))(result, fhir), L"transaction"), "FHIR, with the time");
    require(SysStringLen(((document)named("UnknotDocument"))(result, spanish)) == 0, "no such document");
    require(holds(((text_of)named("UnknotResultProblem"))(result), L"unsupported"), "and why");
    ((end)named("UnknotFree"))(result);
  }
  result = ((handle_and_text)named("UnknotQuestions"))(engine, spanish);
  require(holds(((document)named("UnknotDocument"))(result, NULL), L"\u00bf"), "the questions, in Spanish");
  ((end)named("UnknotFree"))(result);
  ((end)named("UnknotClose"))(engine);
  return 0;
}
