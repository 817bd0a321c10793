// Conditions in their compiled form: a flat list of nodes, each after the nodes that it is made of, each shape once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "logic/facts.h"
#include "logic/question_set.h"
#include "logic/truth.h"

namespace unknot::logic {

using NodeId = std::uint16_t;

struct Node {
  enum class Kind : std::uint8_t {
    members,   // one of the members in `mask` holds
    at_least,  // `low` of the members in `mask` hold
    range,     // low <= number <= high
    unsure,    // the answer is "unsure"
    all,       // every child
    any,       // at least one child
  };
  Kind kind = Kind::all;
  std::uint8_t question = 0;
  std::uint16_t child_count = 0;
  std::uint32_t first_child = 0;  // into Program::children
  std::int32_t low = 0;
  std::int32_t high = 0;
  std::uint64_t mask = 0;
};

class Program {
 public:
  NodeId add_members(std::uint8_t question, std::uint64_t mask, std::int32_t at_least);
  NodeId add_range(std::uint8_t question, std::int32_t low, std::int32_t high);
  NodeId add_unsure(std::uint8_t question);
  NodeId add_all(const std::vector<NodeId>& children) { return add_group(Node::Kind::all, children); }
  NodeId add_any(const std::vector<NodeId>& children) { return add_group(Node::Kind::any, children); }

  std::size_t size() const { return nodes_.size(); }
  const Node& node(NodeId id) const { return nodes_[id]; }
  std::span<const NodeId> children(const Node& node) const {
    return {children_.data() + node.first_child, node.child_count};
  }
  // Every question that the condition names, through whatever it is made of.
  const QuestionSet& questions(NodeId id) const { return questions_[id]; }

  // Evaluates the nodes from `first` to before `last` into `values`, which holds the values of all before them.
  void evaluate(const Facts& facts, std::size_t first, std::size_t last, Truth* values) const;

 private:
  NodeId add_group(Node::Kind kind, const std::vector<NodeId>& children);
  NodeId add(const Node& node, const std::vector<NodeId>& children, const QuestionSet& questions);

  std::vector<Node> nodes_;
  std::vector<NodeId> children_;
  std::vector<QuestionSet> questions_;
  std::map<std::string, NodeId> known_;  // a node's shape -> the node
};

}  // namespace unknot::logic
