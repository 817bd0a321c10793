// A pack's logic as SMT-LIB text: every set of answers that can be given, and what it makes true or false.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace unknot::cli::smt {

using Json = nlohmann::ordered_json;

// The questions and what is known of each: their answers, or the else value of one that does not apply.
std::string declare_questions(const Json& questions);

// A condition of the pack, true or false; it may be neither.
std::string is_true(const Json& condition);
std::string is_false(const Json& condition);

std::string all_of(const std::vector<std::string>& terms);
std::string any_of(const std::vector<std::string>& terms);
std::string no(const std::string& term);
std::string fewer_than(const std::vector<std::string>& terms, std::size_t count);  // of them hold

// The answer that a patient gives, as terms: whether there is a value, and which.
std::string given(const std::string& question);
std::string left_out(const std::string& question);
std::string unsure(const std::string& question);
std::string number(const std::string& question);                            // of an integer
std::string choice(const std::string& question);                            // the index of the one value
std::string ticked(const std::string& question, const std::string& value);  // of many

// `name` as shorthand for `term`, to be used as symbol(name).
std::string define(const std::string& name, const std::string& term);
std::string symbol(const std::string& name);

}  // namespace unknot::cli::smt
