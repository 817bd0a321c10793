// What a pack makes of the answers, as SMT-LIB terms: rules, tiers, flags, and where each topic stands.
#pragma once

#include <string>
#include <vector>

#include "smt.h"

namespace unknot::cli {

class PackLogic {
 public:
  // `pack`: as the library shows it; outlives this object. `name` tells its terms from those of another pack.
  explicit PackLogic(const smt::Json& pack, std::string name = "");

  // The definitions, to stand after smt::declare_questions.
  const std::string& script() const { return script_; }
  const std::vector<std::string>& tiers() const { return tiers_; }  // low to high
  std::size_t rank(const std::string& tier) const;

  std::string raised(const std::string& rule) const { return term("raised " + rule); }
  std::string tier_is(std::size_t tier) const { return term("tier " + tiers_[tier]); }
  std::string tier_at_least(std::size_t tier) const;                           // the tier to act on
  std::string flag_at_least(const std::string& flag, std::size_t tier) const;  // a raised rule of it has this tier
  std::string fits(const std::string& topic) const { return term("fits " + topic); }          // main plan or more
  std::string in_main_plan(const std::string& topic) const { return term("main " + topic); }  // the main plan

 private:
  std::string term(const std::string& name) const { return smt::symbol(name_ + name); }
  void define(const std::string& name, const std::string& term) { script_ += smt::define(name_ + name, term); }
  void define_rules();
  void define_tiers();
  void define_topics();
  void define_plan();
  std::string kind_applies(const smt::Json& kind) const { return tier_is(rank(kind.at("tier"))); }

  const smt::Json& pack_;
  std::string name_;
  std::vector<std::string> tiers_;
  std::string script_;
};

}  // namespace unknot::cli
