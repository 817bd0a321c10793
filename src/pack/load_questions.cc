#include "pack/loading.h"

namespace unknot::pack {

namespace {

QuestionType type_named(std::string_view id, const JsonPointer& pointer) {
  if (id == "yes_no") return QuestionType::yes_no;
  if (id == "one") return QuestionType::one;
  if (id == "many") return QuestionType::many;
  if (id == "integer") return QuestionType::integer;
  refuse(ProblemCode::unknown_value, pointer, "yes_no, one, many or integer");
}

void load_values(Members& members, Question& question) {
  if (question.type == QuestionType::integer) {
    question.minimum = members.integer("minimum");
    question.maximum = members.integer("maximum");
    if (question.minimum < 0 || question.maximum < question.minimum) {
      refuse(ProblemCode::out_of_range, members.pointer_to("maximum"), "0 <= minimum <= maximum");
    }
    return;
  }
  if (question.type == QuestionType::yes_no) {
    question.values.add("no");
    question.values.add("yes");
    return;
  }
  for (const std::string& value : members.texts("values")) {
    if (value == "unsure") refuse(ProblemCode::unknown_value, members.pointer_to("values"), "not \"unsure\"");
    if (value == "none" && question.type == QuestionType::many) {
      refuse(ProblemCode::unknown_value, members.pointer_to("values"), "not \"none\", which says the empty list");
    }
    add_id(question.values, value, members.pointer_to("values"));
  }
  if (question.values.size() == 0 || question.values.size() > limits::values_per_question) {
    refuse(ProblemCode::out_of_range, members.pointer_to("values"), "1 to 64 values");
  }
}

// The value that a question counts as when it does not apply.
std::uint64_t else_of(Members& members, const Question& question) {
  const Json& value = members.get("else");
  const JsonPointer pointer = members.pointer_to("else");
  if (question.type == QuestionType::many) {
    if (!value.is_array() || !value.entries().empty()) refuse(ProblemCode::wrong_type, pointer, "the empty list");
    return 0;
  }
  if (question.type == QuestionType::yes_no) {
    if (!value.is_boolean()) refuse(ProblemCode::wrong_type, pointer, "true or false");
    return value.is_true() ? 2 : 1;
  }
  const int found = question.values.find(string_at(value, pointer));
  if (question.type == QuestionType::integer || found == NameTable::missing) {
    refuse(ProblemCode::unknown_value, pointer, "a value of the question");
  }
  return std::uint64_t{1} << found;
}

void load_question(Members& members, Loading& loading, logic::Vocabulary& vocabulary) {
  Pack& pack = loading.pack;
  Question question;
  question.id = members.text("id");
  question.since = members.text("since");
  question.type = type_named(members.text("type"), members.pointer_to("type"));
  const int group = pack.group_ids.find(members.text("group"));
  if (group == NameTable::missing) refuse(ProblemCode::unknown_id, members.pointer_to("group"), "a group");
  question.group = static_cast<Index>(group);
  load_values(members, question);
  if (members.find("asked_when") != nullptr) {
    vocabulary.questions_defined = pack.questions.size();
    question.asked_when =
        logic::compile(members.text("asked_when"), vocabulary, pack.asked_when, members.pointer_to("asked_when"));
    question.else_members = else_of(members, question);
    loading.used_questions |= pack.asked_when.questions(*question.asked_when);
  }
  question.asked_when_end = pack.asked_when.size();
  if (members.find("initial_expression") != nullptr) {
    question.initial_expression = members.text("initial_expression");
    if (question.initial_expression.find("%patient") == std::string::npos) {
      refuse(ProblemCode::unknown_value, members.pointer_to("initial_expression"), "an expression over %patient");
    }
  }
  members.finish();

  pack.questions.push_back(std::move(question));
  const Question& stored = pack.questions.back();
  const bool is_integer = stored.type == QuestionType::integer;
  vocabulary.shapes.push_back({stored.type, is_integer ? nullptr : &stored.values, stored.minimum, stored.maximum});
}

void load_interview(Members& file, Loading& loading) {
  Pack& pack = loading.pack;
  std::vector<bool> seen(pack.questions.size());
  for (const std::string& id : file.texts("interview")) {
    const int found = pack.question_ids.find(id);
    if (found == NameTable::missing || seen[static_cast<std::size_t>(found)]) {
      refuse(ProblemCode::unknown_id, "/questions/interview", "each question once: " + id);
    }
    const Question& question = pack.questions[static_cast<std::size_t>(found)];
    if (question.asked_when) {
      const logic::QuestionSet& needed = pack.asked_when.questions(*question.asked_when);
      for (std::size_t i = 0; i < pack.questions.size(); ++i) {
        if (needed[i] && !seen[i]) {
          refuse(ProblemCode::unknown_id, "/questions/interview", pack.questions[i].id + " before " + id);
        }
      }
    }
    seen[static_cast<std::size_t>(found)] = true;
    pack.interview.push_back(static_cast<Index>(found));
  }
  if (pack.interview.size() != pack.questions.size()) {
    refuse(ProblemCode::unused_id, "/questions/interview", "every question");
  }
}

}  // namespace

void load_questions(const Json& json, Loading& loading) {
  Pack& pack = loading.pack;
  Members file(json, "/questions");
  for (const std::string& id : file.texts("groups")) add_id(pack.group_ids, id, "/questions/groups");
  const std::span<const Json> list = file.list("questions");
  if (list.empty() || list.size() > limits::questions) {
    refuse(ProblemCode::out_of_range, "/questions/questions", "1 to 128 questions");
  }
  pack.questions.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    Members members(list[i], file.pointer_to("questions", i));
    add_id(pack.question_ids, members.text("id"), members.pointer_to("id"));
  }
  loading.vocabulary.questions = &pack.question_ids;
  for (std::size_t i = 0; i < list.size(); ++i) {
    Members members(list[i], file.pointer_to("questions", i));
    load_question(members, loading, loading.vocabulary);
  }
  loading.vocabulary.questions_defined = pack.questions.size();
  load_interview(file, loading);
  file.finish();
}

}  // namespace unknot::pack
