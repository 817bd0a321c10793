#include <iterator>
#include <set>

#include "pack/loading.h"

namespace unknot::pack {

void load_sources(const Json& json, Loading& loading) {
  Members file(json, "/sources");
  Pack& pack = loading.pack;
  NameTable ids;
  std::vector<std::string> organisations;  // by source; "" where it has none
  for (const Json& entry : file.list("sources")) {
    Members source(entry, file.pointer_to("sources", ids.size()));
    Source loaded;
    loaded.id = source.text("id");
    organisations.emplace_back(source.text_or_empty("organisation"));
    loaded.title = source.text("title");
    if (ids.add(loaded.id) == NameTable::missing) {
      refuse(ProblemCode::duplicate_id, source.pointer_to("id"), "each id once: " + loaded.id);
    }
    pack.sources.push_back(std::move(loaded));
    source.finish();
  }
  file.finish();

  std::set<std::string> each(organisations.begin(), organisations.end());
  each.erase("");
  pack.organisations.assign(each.begin(), each.end());
  for (std::size_t i = 0; i < organisations.size(); ++i) {
    const auto found = each.find(organisations[i]);
    if (found != each.end()) pack.sources[i].organisation = static_cast<int>(std::distance(each.begin(), found));
  }
}

}  // namespace unknot::pack
