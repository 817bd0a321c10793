// The static libstdc++ keeps a 72 KB pool for exceptions; give it back when the library is unloaded.
namespace __gnu_cxx {
void __freeres();
}

namespace {

__attribute__((destructor)) void unload() { __gnu_cxx::__freeres(); }

}  // namespace
