#include "library.h"

#include <dlfcn.h>

#include <cstdio>

namespace unknot::orthanc {

namespace {

void* open(const std::string& path) {
  if (void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) return library;
  throw Unusable("The library cannot be opened: " + std::string(::dlerror()) +
                 ". Install the package libunknot1, or name the file in \"Unknot\": {\"Library\": …}.");
}

template <typename Function>
void find(void* library, const char* name, const std::string& path, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (function == nullptr) {
    throw Unusable(path + " has no " + name + ": it is another library, or one older than this plug-in.");
  }
}

bool is_fit(const char* version) {
  int major = 0;
  int minor = 0;
  return std::sscanf(version, "%d.%d", &major, &minor) == 2 && major == UNKNOT_VERSION_MAJOR &&
         minor >= UNKNOT_VERSION_MINOR;
}

}  // namespace

Library::Library(const std::string& path) {
  void* const library = open(path);
  find(library, "unknot_version", path, version);
  if (!is_fit(version())) {
    throw Unusable(path + " is version " + version() + ", and this plug-in needs " +
                   std::to_string(UNKNOT_VERSION_MAJOR) + "." + std::to_string(UNKNOT_VERSION_MINOR) +
                   " or a later one before " + std::to_string(UNKNOT_VERSION_MAJOR + 1) + ".0.");
  }
  find(library, "unknot_engine_open", path, engine_open);
  find(library, "unknot_engine_close", path, engine_close);
  find(library, "unknot_engine_error", path, engine_error);
  find(library, "unknot_engine_info", path, engine_info);
  find(library, "unknot_engine_questions", path, engine_questions);
  find(library, "unknot_assess", path, assess);
  find(library, "unknot_result_error", path, result_error);
  find(library, "unknot_result_document", path, result_document);
  find(library, "unknot_result_free", path, result_free);
}

}  // namespace unknot::orthanc
