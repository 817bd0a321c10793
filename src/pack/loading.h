// What the loaders of the pack's files share while a pack is being opened.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "pack/members.h"
#include "pack/pack.h"

namespace unknot::pack {

struct Loading {
  Pack& pack;
  logic::Vocabulary vocabulary;
  logic::QuestionSet used_questions;
  std::set<Index> used_sources;
  std::set<Index> used_pictures;

  NodeId condition(Members& members, std::string_view name);
  std::optional<NodeId> optional_condition(Members& members, std::string_view name);
  Index source(std::string_view id, const JsonPointer& pointer);
  Index topic(std::string_view id, const JsonPointer& pointer) const;
};

Tier tier_named(std::string_view id, const JsonPointer& pointer);

// Fails unless `id` is of letters, digits, "_" and "-", the only ones that JSON pointers and style sheets take as they
// are.
void check_id(std::string_view id, const JsonPointer& pointer);

// Adds to a table; fails if the id is there already.
Index add_id(NameTable& table, std::string_view id, const JsonPointer& pointer);

Review load_review(Members members);

// In the order in which they must run.
void load_pictures(const Json* pictures, Pack& pack);
void load_sources(const Json& file, Loading& loading);
void load_questions(const Json& file, Loading& loading);
void load_rules(const Json& file, Loading& loading);
void load_codes(Members& head, Pack& pack);
void load_topics(const Json& file, Loading& loading);
void load_handout_kinds(Members& file, Loading& loading);

// The texts of a language, with those of its base where it has none of its own.
Json whole_texts(const Json& all_texts, const std::string& tag, std::pmr::memory_resource& memory);
void load_locale(const Json& all_texts, const std::string& tag, const Json& topics_file, Loading& loading,
                 std::pmr::memory_resource& memory);

// Languages may not differ in the placeholders of a text.
void check_same_placeholders(const Json& first, const Json& other, const std::string& tag);
// Nor in the number of a topic's steps and items, by which its pictures go.
void check_same_lists(const Json& first, const Json& other, const JsonPointer& pointer);
// Every number of a topic's dose must stand in its texts, so that no translation changes a dose unseen.
void check_doses(const Json& topics_file, const Json& texts, const std::string& tag);

// What is defined must be used.
void check_uses(const Loading& loading);

}  // namespace unknot::pack
