#include "render/enable_when.h"

#include <algorithm>

namespace unknot::render {

namespace {

using logic::Node;
using pack::Pack;

std::vector<std::string_view> codes_of(const Pack& pack, const Node& node) {
  const NameTable& values = pack.questions[node.question].values;
  std::vector<std::string_view> codes;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if ((node.mask >> i & 1) != 0) codes.push_back(values.name(i));
  }
  return codes;
}

bool is_coded(const Pack& pack, const Node& node) {
  return pack.questions[node.question].type != pack::QuestionType::integer;
}

void add_once(std::vector<Enabler>& list, Enabler enabler) {
  const auto is_same = [&](const Enabler& other) {
    return other.question == enabler.question && other.code == enabler.code;
  };
  if (std::none_of(list.begin(), list.end(), is_same)) list.push_back(enabler);
}

// False if enableWhen cannot say it. It cannot say "and" of what is itself an "or", and every comparison is one: with
// "no answer", with "unsure". Nor can it see that a number is unsure, as that is an answer without a value.
bool add_enablers(const Pack& pack, const Node& node, std::vector<Enabler>& list) {
  switch (node.kind) {
    case Node::Kind::members:
      add_once(list, {node.question, {}});
      for (const std::string_view code : codes_of(pack, node)) add_once(list, {node.question, code});
      add_once(list, {node.question, unsure_code});
      return true;
    case Node::Kind::unsure: add_once(list, {node.question, unsure_code}); return is_coded(pack, node);
    case Node::Kind::any: {
      const auto add = [&](pack::NodeId child) { return add_enablers(pack, pack.asked_when.node(child), list); };
      const auto children = pack.asked_when.children(node);
      return std::all_of(children.begin(), children.end(), add);
    }
    default: return false;
  }
}

std::string values_of(const Pack& pack, const Node& node) {
  return "%resource.repeat(item).where(linkId = '" + pack.questions[node.question].id + "').answer.value";
}

std::string quoted(std::string_view code) { return '\'' + std::string(code) + '\''; }

std::string members_possible(const Pack& pack, const Node& node) {
  const std::string codes = values_of(pack, node) + ".code";
  std::string wanted;
  for (const std::string_view code : codes_of(pack, node)) wanted += (wanted.empty() ? "" : " | ") + quoted(code);
  return '(' + codes + ".empty() or " + codes + ".where($this = " + quoted(unsure_code) + ").exists() or " + codes +
         ".where($this in (" + wanted + ")).count() >= " + std::to_string(node.low) + ')';
}

std::string range_possible(const Pack& pack, const Node& node) {
  const pack::Question& question = pack.questions[node.question];
  std::string outside;
  if (node.low > question.minimum) outside = "$this < " + std::to_string(node.low);
  if (node.high < question.maximum) {
    outside += (outside.empty() ? "$this > " : " or $this > ") + std::to_string(node.high);
  }
  return outside.empty() ? "true" : values_of(pack, node) + ".where(" + outside + ").empty()";
}

std::string possible(const Pack& pack, const Node& node) {
  switch (node.kind) {
    case Node::Kind::members:
    case Node::Kind::at_least: return members_possible(pack, node);
    case Node::Kind::range: return range_possible(pack, node);
    case Node::Kind::unsure:
      return is_coded(pack, node) ? values_of(pack, node) + ".code.where($this = " + quoted(unsure_code) + ").exists()"
                                  : "true";
    case Node::Kind::all:
    case Node::Kind::any: break;
  }
  std::string list;
  for (const pack::NodeId child : pack.asked_when.children(node)) {
    if (!list.empty()) list += node.kind == Node::Kind::all ? " and " : " or ";
    list += possible(pack, pack.asked_when.node(child));
  }
  return '(' + list + ')';
}

}  // namespace

std::optional<std::vector<Enabler>> enablers(const Pack& pack, pack::NodeId condition) {
  std::vector<Enabler> list;
  if (!add_enablers(pack, pack.asked_when.node(condition), list)) return std::nullopt;
  return list;
}

std::string enabled_when(const Pack& pack, pack::NodeId condition) {
  return possible(pack, pack.asked_when.node(condition));
}

}  // namespace unknot::render
