// The same path through the C++ veneer.
#include <iostream>
#include <unknot/unknot.hpp>

int main() {
  const unknot::Engine engine;
  unknot::Result result = engine.assess(R"({"answers": {"age": 46, "saddle_numbness": true}})");
  for (const unknot::Flag& flag : result.flags()) {
    if (flag.status == unknot::FlagStatus::raised && flag.tier == unknot::Tier::emergency) {
      std::cout << "emergency " << flag.id << '\n';
    }
  }
  return result.document(UNKNOT_MEDIA_HTML).empty() ? 1 : 0;
}
