// Build tool: checks a pack's folder as the engine will, and writes its hash and its one-file form.
#include <cstdio>
#include <fstream>

#include "base/failure.h"
#include "pack/json.h"
#include "pack/load.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: unknot_bundle FOLDER FILE\n");
    return 64;
  }
  try {
    const std::string bytes = unknot::pack::read_files(argv[1]);
    const auto pack = unknot::pack::load(bytes);
    std::ofstream out(argv[2], std::ios::binary);
    out << pack->sha256 << unknot::pack::compact(unknot::pack::JsonDocument(bytes).root());
    return out.flush() ? 0 : 1;
  } catch (const unknot::Failure& failure) {
    const unknot::Problem& problem = failure.problem;
    std::fprintf(stderr, "%s: %.*s at %s: expected %s\n", argv[1], static_cast<int>(problem.code.size()),
                 problem.code.data(), problem.pointer.c_str(), problem.expected.c_str());
    return 2;
  }
}
