#include "pack/loading.h"

namespace unknot::pack {

void load_sources(const Json& json, Loading& loading) {
  Members file(json, "/sources");
  NameTable ids;
  for (const Json& entry : file.list("sources")) {
    Members source(entry, "/sources/sources/" + std::to_string(ids.size()));
    Source loaded;
    loaded.id = source.text("id");
    loaded.organisation = source.text_or_empty("organisation");
    loaded.title = source.text("title");
    if (ids.add(loaded.id) == NameTable::missing) {
      refuse(ProblemCode::duplicate_id, source.pointer_to("id"), "each id once: " + loaded.id);
    }
    loading.pack.sources.push_back(std::move(loaded));
    source.finish();
  }
  file.finish();
}

}  // namespace unknot::pack
