#include "logic/program.h"

#include <bit>

#include "base/failure.h"

namespace unknot::logic {

namespace {

// A key that two nodes share only if they mean the same.
std::string shape_of(const Node& node, const std::vector<NodeId>& children) {
  std::string shape;
  const auto add = [&](const auto& part) { shape.append(reinterpret_cast<const char*>(&part), sizeof part); };
  add(node.kind);
  add(node.question);
  add(node.low);
  add(node.high);
  add(node.mask);
  for (const NodeId child : children) add(child);
  return shape;
}

QuestionSet only(std::uint8_t question) {
  QuestionSet set;
  set.set(question);
  return set;
}

}  // namespace

NodeId Program::add_members(std::uint8_t question, std::uint64_t mask, std::int32_t at_least) {
  Node node;
  node.kind = at_least == 1 ? Node::Kind::members : Node::Kind::at_least;
  node.question = question;
  node.mask = mask;
  node.low = at_least;
  return add(node, {}, only(question));
}

NodeId Program::add_range(std::uint8_t question, std::int32_t low, std::int32_t high) {
  Node node;
  node.kind = Node::Kind::range;
  node.question = question;
  node.low = low;
  node.high = high;
  return add(node, {}, only(question));
}

NodeId Program::add_unsure(std::uint8_t question) {
  Node node;
  node.kind = Node::Kind::unsure;
  node.question = question;
  return add(node, {}, only(question));
}

NodeId Program::add_group(Node::Kind kind, const std::vector<NodeId>& children) {
  if (children.size() == 1) return children.front();
  Node node;
  node.kind = kind;
  QuestionSet questions;
  for (const NodeId child : children) questions |= questions_[child];
  return add(node, children, questions);
}

NodeId Program::add(const Node& node, const std::vector<NodeId>& children, const QuestionSet& questions) {
  const auto [place, is_new] = known_.try_emplace(shape_of(node, children), static_cast<NodeId>(nodes_.size()));
  if (!is_new) return place->second;
  if (nodes_.size() >= limits::condition_nodes) {
    fail(Status::pack, ProblemCode::too_large, "",
         "at most " + std::to_string(limits::condition_nodes) + " conditions");
  }
  Node stored = node;
  stored.first_child = static_cast<std::uint32_t>(children_.size());
  stored.child_count = static_cast<std::uint16_t>(children.size());
  children_.insert(children_.end(), children.begin(), children.end());
  nodes_.push_back(stored);
  questions_.push_back(questions);
  return place->second;
}

// It branches on the nodes alone, which are the same for every patient: the answers are not.
void Program::evaluate(const Facts& facts, std::size_t first, std::size_t last, Truth* values) const {
  for (std::size_t i = first; i < last; ++i) {
    const Node& node = nodes_[i];
    if (node.kind == Node::Kind::all || node.kind == Node::Kind::any) {
      Truths truths;
      for (const NodeId child : children(node)) truths.add(values[child]);
      values[i] = node.kind == Node::Kind::all ? truths.all() : truths.any();
      continue;
    }
    const Fact& fact = facts[node.question];
    switch (node.kind) {  // GCOVR_EXCL_BR_LINE: the compiler's branch for a kind that there is not
      case Node::Kind::members: values[i] = known_truth((fact.members & node.mask) != 0, fact.known); break;
      case Node::Kind::at_least:
        values[i] = known_truth(std::popcount(fact.members & node.mask) >= node.low, fact.known);
        break;
      case Node::Kind::range:
        values[i] = known_truth((fact.number >= node.low) & (fact.number <= node.high), fact.known);
        break;
      case Node::Kind::unsure: values[i] = fact.unsure ? Truth::yes : Truth::no; break;
      default: break;  // GCOVR_EXCL_LINE: groups are done above
    }
  }
}

}  // namespace unknot::logic
