// A caller in C++ of 1998, without exceptions and without type information: a library that threw would end it.
#include <unknot/unknot.h>

#include <cstdio>
#include <cstring>

namespace {

class Engine {
 public:
  Engine() : handle_(NULL) { unknot_engine_open(NULL, &handle_); }
  ~Engine() { unknot_engine_close(handle_); }

  int32_t status_of(const char* intake) const {
    unknot_result* result = NULL;
    unknot_assess(handle_, NULL, intake, std::strlen(intake), &result);
    const char* bytes = NULL;
    std::size_t size = 0;
    const int32_t of_document = unknot_result_document(result, UNKNOT_MEDIA_TEXT, &bytes, &size);
    const int32_t status = unknot_result_status(result);
    const bool says_why = *unknot_result_error(result) != '\0';
    unknot_result_free(result);
    return of_document == status && says_why == (status != UNKNOT_OK) ? status : -1;
  }

 private:
  Engine(const Engine&);
  Engine& operator=(const Engine&);
  unknot_engine* handle_;
};

}  // namespace

int main() {
  const Engine engine;
  // Each of these is an exception within the library.
  const char* const refused[] = {"", "{", "[]", "{}", "{\"answers\":{\"age\":460}}", "{\"answers\":{\"nothing\":1}}"};
  for (std::size_t i = 0; i < sizeof refused / sizeof *refused; ++i) {
    if (engine.status_of(refused[i]) != UNKNOT_E_INTAKE) return std::fprintf(stderr, "%s\n", refused[i]), 1;
  }
  return engine.status_of("{\"answers\":{\"fever\":true}}") == UNKNOT_OK ? 0 : 1;
}
