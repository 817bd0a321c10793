#include "pack/loading.h"

#include <algorithm>
#include <array>

namespace unknot::pack {

namespace {

constexpr std::array<std::string_view, 6> tier_ids = {"", "self_care", "routine", "soon", "same_day", "emergency"};
constexpr std::array<std::string_view, 5> note_ids = {"warn", "ask_first", "count_it", "instead", "part_left_out"};
#define UNKNOT_SECTION(name) std::string_view(#name),
constexpr std::array section_ids = {UNKNOT_SECTIONS(UNKNOT_SECTION)};
#undef UNKNOT_SECTION

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string_view tier_id(Tier tier) { return tier_ids[static_cast<std::size_t>(tier)]; }

std::string_view note_id(NoteKind kind) { return note_ids[static_cast<std::size_t>(kind)]; }

std::string_view section_id(SectionId id) { return section_ids[static_cast<std::size_t>(id)]; }

Tier tier_named(std::string_view id, const JsonPointer& pointer) {
  const auto found = std::find(tier_ids.begin() + 1, tier_ids.end(), id);
  if (found == tier_ids.end()) refuse(ProblemCode::unknown_value, pointer, "a tier");
  return static_cast<Tier>(found - tier_ids.begin());
}

void check_id(std::string_view id, const JsonPointer& pointer) {
  const bool plain =
      !id.empty() && id.size() <= limits::pointer_member_bytes && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
      });
  if (!plain) refuse(ProblemCode::invalid_format, pointer, "an id of a-z, 0-9, _ and -");
}

Index add_id(NameTable& table, std::string_view id, const JsonPointer& pointer) {
  check_id(id, pointer);
  const int index = table.add(id);
  if (index == NameTable::missing) refuse(ProblemCode::duplicate_id, pointer, "each id once: " + std::string(id));
  return static_cast<Index>(index);
}

NodeId Loading::condition(Members& members, std::string_view name) {
  const NodeId node = logic::compile(members.text(name), vocabulary, pack.conditions, members.pointer_to(name));
  used_questions |= pack.conditions.questions(node);
  return node;
}

std::optional<NodeId> Loading::optional_condition(Members& members, std::string_view name) {
  const Json* found = members.find(name);
  if (found == nullptr || found->is_null()) return std::nullopt;
  return condition(members, name);
}

Index Loading::source(std::string_view id, const JsonPointer& pointer) {
  const auto found =
      std::find_if(pack.sources.begin(), pack.sources.end(), [&](const Source& source) { return source.id == id; });
  if (found == pack.sources.end()) refuse(ProblemCode::unknown_id, pointer, "a source: " + std::string(id));
  const auto index = static_cast<Index>(found - pack.sources.begin());
  used_sources.insert(index);
  return index;
}

Index Loading::topic(std::string_view id, const JsonPointer& pointer) const {
  const int found = pack.topic_ids.find(id);
  if (found == NameTable::missing) refuse(ProblemCode::unknown_id, pointer, "a topic: " + std::string(id));
  return static_cast<Index>(found);
}

const Locale* Pack::locale(std::string_view tag) const {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  for (const Locale& candidate : locales) {
    if (std::equal(candidate.tag.begin(), candidate.tag.end(), tag.begin(), tag.end(), same)) return &candidate;
  }
  return nullptr;
}

}  // namespace unknot::pack
