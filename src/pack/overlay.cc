#include "pack/overlay.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "pack/loading.h"

namespace unknot::pack {

namespace {

// The lists of a pack that an overlay may add entries to, by the file and the name that they have there.
struct AddedList {
  std::string_view file;
  std::string_view name;
};
constexpr std::array<AddedList, 7> added_lists = {{{"rules", "conditions"},
                                                   {"rules", "rules"},
                                                   {"rules", "contradictions"},
                                                   {"topics", "topics"},
                                                   {"sources", "sources"},
                                                   {"pack", "slots"},
                                                   {"pack", "notices"}}};

const Json* entry_of(std::span<const Json> list, std::string_view id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Json& entry) { return entry["id"].text() == id; });
  return found == list.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_weaker(const JsonPointer& pointer, std::string expected) {
  refuse(ProblemCode::overlay_weakens, pointer, std::move(expected));
}

// What the overlay holds beyond what it may: protected if the pack has it too.
void finish(const Members& given, const Json& protected_members) {
  const Json::Member* const unread = given.left_over();
  if (unread != nullptr && protected_members.find(unread->name) != nullptr) {
    refuse_weaker(given.pointer_to(unread->name), "no change of what the pack has here");
  }
  given.finish();
}

class Overlaying {
 public:
  Overlaying(const Json& pack, const Json& overlay, std::pmr::memory_resource& memory)
      : pack_(pack), overlay_(overlay), memory_(memory), whole_(pack) {}

  Json run() {
    Members files(overlay_, JsonPointer(overlay_pointer));
    Members head = files.object("pack");
    check_made_for(head);
    if (files.find("topics") != nullptr) lay_topics(files.object("topics"));
    lay_head(head);
    if (files.find("rules") != nullptr) lay_rules(files.object("rules"));
    if (files.find("sources") != nullptr) {
      Members sources = files.object("sources");
      add(sources, "sources", "sources");
      finish(sources, pack_["sources"]);
    }
    if (files.find("pictures") != nullptr) {
      files.object("pictures");
      lay_pictures();
    }
    lay_texts(files, head);
    drop_warnings();
    finish(head, pack_["pack"]);
    finish(files, pack_);
    return whole_;
  }

 private:
  Json& set(std::initializer_list<std::string_view> path, const Json& value) {
    return whole_ = with(whole_, {path.begin(), path.size()}, value, memory_);
  }

  void check_made_for(Members& head) {
    const Json& base = pack_["pack"];
    if (head.text("id") != base["id"].text()) {
      refuse(ProblemCode::wrong_pack, head.pointer_to("id"), "an overlay for " + std::string(base["id"].text()));
    }
    const std::vector<std::string> versions = head.texts("versions");
    if (std::find(versions.begin(), versions.end(), base["version"].text()) == versions.end()) {
      refuse(ProblemCode::wrong_pack, head.pointer_to("versions"), "version " + std::string(base["version"].text()));
    }
  }

  // Adds entries to a list of the pack; an id that the pack has is refused. Gives the added ones.
  std::span<const Json> add(Members& file, std::string_view file_name, std::string_view list) {
    if (file.find(list) == nullptr) return {};
    const std::span<const Json> old = pack_[file_name][list].entries();
    const std::span<const Json> added = file.list(list);
    std::vector<Json> all(old.begin(), old.end());
    for (std::size_t i = 0; i < added.size(); ++i) {
      if (entry_of(old, added[i]["id"].text()) != nullptr) {
        refuse(ProblemCode::duplicate_id, file.pointer_to(list, i).member("id"),
               "an id that the pack does not have: " + std::string(added[i]["id"].text()));
      }
      all.push_back(added[i]);
    }
    set({file_name, list}, list_of(all, memory_));
    return added;
  }

  // Changes entries of a list, each named by its id, as `change` says.
  template <typename Change>
  void make_stricter(Members& file, std::string_view file_name, std::string_view list, Change&& change) {
    if (file.find("stricter") == nullptr) return;
    const Members stricter = file.object("stricter");
    std::vector<Json> all(whole_[file_name][list].entries().begin(), whole_[file_name][list].entries().end());
    for (const auto& [id, changes] : file.get("stricter").members()) {
      const Json* const entry = entry_of(pack_[file_name][list].entries(), id);
      if (entry == nullptr) refuse(ProblemCode::unknown_id, stricter.pointer_to(id), "an id of the pack");
      Members given(changes, stricter.pointer_to(id));
      Json& changed = all[static_cast<std::size_t>(entry - pack_[file_name][list].entries().data())];
      change(given, changed);
      finish(given, *entry);
    }
    set({file_name, list}, list_of(all, memory_));
  }

  Json changed(const Json& entry, std::string_view name, const Json& value) {
    return with(entry, {&name, 1}, value, memory_);
  }

  // "old or new": there is no "not" in the notation and "or" binds least, so that what held before holds still.
  void add_alternative(Members& given, std::string_view name, std::string_view to, Json& entry) {
    if (given.find(name) == nullptr) return;
    std::string condition(given.text(name));
    const std::string old(entry[to].text());
    if (!old.empty()) condition = old + " or (" + condition + ')';
    entry = changed(entry, to, text_of(condition, memory_));
  }

  void lay_rules(Members file) {
    add(file, "rules", "conditions");
    add(file, "rules", "rules");
    add(file, "rules", "contradictions");
    make_stricter(file, "rules", "rules", [&](Members& given, Json& rule) {
      if (given.find("tier") != nullptr) {
        const Tier tier = tier_named(given.text("tier"), given.pointer_to("tier"));
        if (tier < tier_named(rule["tier"].text(), given.pointer())) {
          refuse_weaker(given.pointer_to("tier"), std::string(rule["tier"].text()) + " or above");
        }
        rule = changed(rule, "tier", given.get("tier"));
      }
      add_alternative(given, "or_when", "when", rule);
      if (given.find("sources") != nullptr) {
        std::vector<Json> sources(rule["sources"].entries().begin(), rule["sources"].entries().end());
        for (const Json& source : given.list("sources")) sources.push_back(source);
        rule = changed(rule, "sources", list_of(sources, memory_));
      }
    });
    finish(file, pack_["rules"]);
  }

  void lay_topics(Members file) {
    for (const Json& topic : add(file, "topics", "topics")) new_topics_.push_back(topic["id"].text());
    make_stricter(file, "topics", "topics", [&](Members& given, Json& topic) {
      add_alternative(given, "or_withheld_when", "withheld_when", topic);
      if (given.find("unknown") == nullptr) return;
      const std::string_view old = topic["unknown"].text();
      const std::string_view now = given.text("unknown");
      if (old == "withhold" && now != old) refuse_weaker(given.pointer_to("unknown"), "withhold");
      if (old == "warn" && now == "withhold") warns_no_more_.push_back(topic["id"].text());
      topic = changed(topic, "unknown", given.get("unknown"));
    });
    finish(file, pack_["topics"]);
  }

  void lay_head(Members& head) {
    lay_review(head);
    if (head.find("clinic") != nullptr) set({"pack", "clinic"}, head.get("clinic"));
    if (head.find("kinds") != nullptr) lay_kinds(head.object("kinds"));
    if (head.find("slots") != nullptr) {
      check_new_slots(head);
      add(head, "pack", "slots");
    }
    add(head, "pack", "notices");
  }

  // What a clinician has not seen with the overlay is not reviewed, whoever saw it without.
  void lay_review(Members& head) {
    load_review(head.object("review"));
    if (pack_["pack"]["review"]["state"].text() == "reviewed") set({"pack", "review"}, head.get("review"));
  }

  // Topics of the overlay's own, that a kind of sheet is to hold as well.
  void lay_kinds(const Members& kinds) {
    std::vector<Json> all(pack_["pack"]["kinds"].entries().begin(), pack_["pack"]["kinds"].entries().end());
    for (const auto& [id, changes] : overlay_["pack"]["kinds"].members()) {
      const JsonPointer pointer = kinds.pointer_to(id);
      const auto kind = std::find_if(all.begin(), all.end(), [&](const Json& each) { return each["id"].text() == id; });
      if (kind == all.end()) refuse(ProblemCode::unknown_id, pointer, "a kind of the pack");
      Members given(changes, pointer);
      std::vector<Json> topics((*kind)["topics"].entries().begin(), (*kind)["topics"].entries().end());
      if (topics.empty()) refuse_weaker(pointer, "no topic on a sheet that sends to care at once");
      for (const Json& topic : given.list("topics")) topics.push_back(own_topic(topic, given.pointer_to("topics")));
      finish(given, *kind);
      *kind = changed(*kind, "topics", list_of(topics, memory_));
    }
    set({"pack", "kinds"}, list_of(all, memory_));
  }

  // A topic of the pack has its place; an overlay may not bring it where it was not.
  const Json& own_topic(const Json& id, const JsonPointer& pointer) const {
    if (std::find(new_topics_.begin(), new_topics_.end(), id.text()) == new_topics_.end()) {
      refuse_weaker(pointer, "topics that the overlay adds, and no other");
    }
    return id;
  }

  void check_new_slots(Members& head) const {
    const std::span<const Json> slots = head.list("slots");
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const JsonPointer slot = head.pointer_to("slots", i);
      const JsonPointer pointer = slot.member("topics");
      for (const Json& entry : slots[i]["topics"].entries()) {
        own_topic(entry["topic"], pointer);
        for (const Json& follower : entry["followed_by"].entries()) own_topic(follower, pointer);
      }
    }
  }

  // New ones, and other drawings in the place of the pack's: none can hold more than lines.
  void lay_pictures() {
    for (const auto& [name, picture] : overlay_["pictures"].members()) {
      set({"pictures", name}, picture);
    }
  }

  // New languages come after those of the pack, so that its first stays the one that is spoken unasked.
  void lay_texts(Members& files, Members& head) {
    const std::vector<std::string> tags = head.texts("languages");
    if (files.find("text") != nullptr) files.object("text");
    for (const std::string& tag : tags) {
      if (overlay_["text"].find(tag) == nullptr) {
        refuse(ProblemCode::missing_text, files.pointer_to("text"), "the texts of " + tag);
      }
    }
    std::vector<Json> languages(pack_["pack"]["languages"].entries().begin(),
                                pack_["pack"]["languages"].entries().end());
    for (const Json& tag : overlay_["pack"]["languages"].entries()) {
      if (pack_["text"].find(tag.text()) == nullptr) languages.push_back(tag);
    }
    for (const auto& [tag, texts] : overlay_["text"].members()) {
      if (std::find(tags.begin(), tags.end(), tag) == tags.end()) {
        refuse(ProblemCode::unused_id, files.pointer_to("text").member(tag),
               "the languages that /pack/languages names, and no other");
      }
    }
    set({"pack", "languages"}, list_of(languages, memory_));
    set({"text"}, overlaid_texts(pack_, overlay_, memory_));
  }

  // A topic that is withheld has no use for the words that it warned with.
  void drop_warnings() {
    const Json::Member no_warning{"warn", {}};
    const Json topic = Json::object({&no_warning, 1});
    for (const std::string_view id : warns_no_more_) {
      for (const auto& [tag, texts] : whole_["text"].members()) {
        const Json* const old = texts["topics"].find(id);
        if (old != nullptr) set({"text", tag, "topics", id}, merge(*old, topic, memory_));
      }
    }
  }

  const Json& pack_;
  const Json& overlay_;
  std::pmr::memory_resource& memory_;
  Json whole_;
  std::vector<std::string_view> new_topics_;
  std::vector<std::string_view> warns_no_more_;
};

}  // namespace

Json overlaid(const Json& pack, const Json& overlay, std::pmr::memory_resource& memory) {
  return Overlaying(pack, overlay, memory).run();
}

std::string pointer_in_overlay(std::string_view pointer, const Json& pack) {
  const std::string whole = std::string(overlay_pointer) + std::string(pointer);
  for (const auto& [file, name] : added_lists) {
    const std::string list = '/' + std::string(file) + '/' + std::string(name) + '/';
    if (pointer.substr(0, list.size()) != list) continue;
    const std::string_view rest = pointer.substr(list.size());
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), index);
    if (error != std::errc()) break;
    const std::string member(end, rest.data() + rest.size());
    const std::span<const Json> old = pack[file][name].entries();
    const std::string place = std::string(overlay_pointer) + list;
    if (index >= old.size()) return place + std::to_string(index - old.size()) + member;
    const std::string stricter =
        std::string(overlay_pointer) + '/' + std::string(file) + "/stricter/" + std::string(old[index]["id"].text());
    const bool is_condition = member == "/when" || member == "/withheld_when";
    if (is_condition) return stricter + "/or_" + member.substr(1);
    return stricter + member;
  }
  return whole;
}

}  // namespace unknot::pack
