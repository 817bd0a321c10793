// A host program that works in the user's locale: writes every document that a library makes of some intakes.
// dump_documents LIBRARY INTAKE_FILE...
// The library is opened at run time, so that one host serves libraries of several compilers.
#include <dlfcn.h>
#include <unknot/unknot.h>

#include <clocale>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace {

class Library {
 public:
  explicit Library(const char* path) : handle_(dlopen(path, RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) throw std::runtime_error(dlerror());
  }

  template <typename Function>
  Function* function(const char* name) const {
    void* const address = dlsym(handle_, name);
    if (address == nullptr) throw std::runtime_error(dlerror());
    return reinterpret_cast<Function*>(address);
  }

 private:
  void* handle_;
};

#define FUNCTION(library, name) (library).function<decltype(name)>(#name)

void check(std::int32_t status, const char* what) {
  if (status != UNKNOT_OK) throw std::runtime_error(std::string(what) + " failed");
}

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(std::string("cannot read ") + path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// The host's own locale, as a clinic's program would set it. An unknown one would make the comparison worthless.
void take_the_users_locale() {
  const char* const wanted = std::getenv("LC_ALL");
  const char* const set = std::setlocale(LC_ALL, "");
  if (wanted != nullptr && (set == nullptr || std::string(set) != wanted)) {
    throw std::runtime_error(std::string("no such locale: ") + wanted);
  }
}

class Dump {
 public:
  explicit Dump(const Library& library) : library_(library), build_(FUNCTION(library, unknot_build_id)()) {}

  void write(const std::string& title, std::string document) {
    // The commit differs between builds of one tree made at different times; nothing else may.
    for (std::size_t at = 0; (at = document.find(build_, at)) != std::string::npos;) document.erase(at, build_.size());
    std::cout << "== " << title << ' ' << document.size() << '\n' << document << '\n';
  }

  void write_result(const std::string& title, unknot_result* result, const char* media_type) {
    const char* bytes = nullptr;
    std::size_t size = 0;
    check(FUNCTION(library_, unknot_result_document)(result, media_type, &bytes, &size), media_type);
    write(title + ' ' + media_type, std::string(bytes, size));
  }

 private:
  const Library& library_;
  std::string build_;
};

void run(const char* path, int count, char** intakes) {
  const Library library(path);
  const auto free_result = FUNCTION(library, unknot_result_free);
  Dump dump(library);
  unknot_engine* engine = nullptr;
  check(FUNCTION(library, unknot_engine_open)(nullptr, &engine), "open");
  dump.write("info", FUNCTION(library, unknot_engine_info)(engine, nullptr));
  unknot_result* result = nullptr;
  check(FUNCTION(library, unknot_engine_pack)(engine, &result), "pack");
  dump.write_result("pack", result, UNKNOT_MEDIA_JSON);
  free_result(result);
  check(FUNCTION(library, unknot_engine_questions)(engine, nullptr, nullptr, &result), "questions");
  dump.write_result("questions", result, UNKNOT_MEDIA_JSON);
  free_result(result);
  for (int i = 0; i < count; ++i) {
    const std::string intake = read_file(intakes[i]);
    unknot_call call{};
    call.struct_size = sizeof call;
    call.at_unix_seconds = 1795357800;  // 2026-11-22 14:30 UTC
    check(FUNCTION(library, unknot_assess)(engine, &call, intake.data(), intake.size(), &result), intakes[i]);
    for (const char* media_type : {UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_HTML, UNKNOT_MEDIA_TEXT,
                                   UNKNOT_MEDIA_CLINIC_HTML, UNKNOT_MEDIA_FHIR}) {
      dump.write_result("intake " + std::to_string(i), result, media_type);
    }
    free_result(result);
  }
  FUNCTION(library, unknot_engine_close)(engine);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: dump_documents LIBRARY INTAKE_FILE...\n";
    return 64;
  }
  try {
    take_the_users_locale();
    run(argv[1], argc - 2, argv + 2);
  } catch (const std::exception& failure) {
    std::cerr << "dump_documents: " << failure.what() << '\n';
    return 1;
  }
  return std::cout.flush() ? 0 : 1;
}
