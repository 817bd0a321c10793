#include "render/json.h"

#include "assess/why.h"
#include "base/version.h"
#include "render/json_writer.h"

namespace unknot::render {

namespace {

using intake::Answer;
using logic::Truth;
using pack::Tier;

class RecordWriter {
 public:
  RecordWriter(const Record& record, Buffer& out, std::pmr::memory_resource& memory)
      : record_(record), pack_(record.pack), assessment_(record.assessment), json_(out), memory_(memory) {}

  void write() {
    json_.open_object();
    json_.text("schema", schema_version);
    json_.name("unknot");
    json_.open_object();
    json_.text("version", version);
    json_.text("build", build_id());
    json_.close_object();
    write_pack();
    write_request();
    write_answers();
    json_.text("tier", pack::tier_id(assessment_.tier));
    json_.text("possible_tier", pack::tier_id(assessment_.possible_tier));
    json_.boolean("complete", assessment_.complete);
    json_.text("kind", record_.plan.kind->id);
    write_flags();
    write_open_questions();
    write_does_not_apply();
    write_contradictions();
    write_warnings();
    write_plan();
    json_.close_object();
  }

 private:
  void write_pack() {
    json_.name("pack");
    json_.open_object();
    json_.text("id", pack_.id);
    json_.text("version", pack_.version);
    json_.text("sha256", pack_.sha256);
    json_.text("review", pack_.review.state);
    json_.text_or_null("overlay_sha256", pack_.overlay_sha256);
    json_.close_object();
  }

  void write_warnings() {
    json_.name("warnings");
    json_.open_list();
    for (const intake::Warning& warning : record_.answers.warnings) {
      json_.open_object();
      json_.text("code", intake::warning_id(warning.code));
      json_.text("pointer", warning.pointer);
      json_.text("message", intake::warning_message(warning.code));
      json_.close_object();
    }
    json_.close_list();
  }

  void write_request() {
    const intake::Request& request = record_.answers.request;
    json_.name("request");
    json_.open_object();  // with the members that were given, also if empty
    if (request.id.data() != nullptr) json_.text("id", request.id);
    if (request.subject.data() != nullptr) json_.text("subject", request.subject);
    if (request.encounter.data() != nullptr) json_.text("encounter", request.encounter);
    json_.close_object();
  }

  void write_answers() {
    json_.name("answers");
    json_.open_object();
    for (std::size_t i = 0; i < pack_.questions.size(); ++i) {
      json_.name(pack_.questions[i].id);
      write_answer(pack_.questions[i], record_.answers.by_question[i]);
    }
    json_.close_object();
  }

  void write_answer(const pack::Question& question, const Answer& answer) {
    if (answer.state == Answer::State::absent) return json_.null();
    if (answer.state == Answer::State::unsure) return json_.text("unsure");
    if (question.type == pack::QuestionType::integer) return json_.number(answer.number);
    if (question.type == pack::QuestionType::yes_no) return json_.boolean(answer.members == 2);
    const bool many = question.type == pack::QuestionType::many;
    if (many) json_.open_list();
    for (std::size_t value = 0; value < question.values.size(); ++value) {
      if ((answer.members >> value & 1) != 0) json_.text(question.values.name(value));
    }
    if (many) json_.close_list();
  }

  void write_tier_or_null(std::string_view name, Tier tier) { json_.text_or_null(name, pack::tier_id(tier)); }

  static std::string_view status_id(Truth raised) {
    return raised == Truth::yes ? "raised" : raised == Truth::no ? "clear" : "open";
  }

  void write_flags() {
    json_.name("flags");
    json_.open_list();
    for (std::size_t i = 0; i < assessment_.flags.size(); ++i) {
      const assess::FlagState& flag = assessment_.flags[i];
      json_.open_object();
      json_.text("id", pack_.flag_ids.name(i));
      json_.text("status", status_id(flag.raised));
      write_tier_or_null("tier", flag.tier);
      write_tier_or_null("possible_tier", flag.possible_tier);
      json_.line("title", record_.answers.handout.clinic_locale->flags[i]);
      json_.text("reason", flag_reason(record_, i));
      json_.name("rules");
      json_.open_list();
      if (flag.raised != Truth::no) write_rules_of(i);
      json_.close_list();
      json_.close_object();
    }
    json_.close_list();
  }

  void write_rules_of(std::size_t flag) {
    for (const pack::Rule& rule : pack_.rules) {
      const Truth raised = assessment_.holds(rule.when);
      if (rule.flag != flag || raised == Truth::no) continue;
      json_.open_object();
      json_.text("id", rule.id);
      json_.text("status", status_id(raised));
      json_.text("tier", pack::tier_id(rule.tier));
      write_why(rule.when);
      json_.name("sources");
      json_.open_list();
      for (const pack::Index source : rule.sources) json_.text(pack_.sources[source].id);
      json_.close_list();
      json_.close_object();
    }
  }

  void write_why(pack::NodeId condition) {
    const assess::Why why = assess::why(pack_, assessment_, condition, memory_);
    json_.name("because");
    json_.open_list();
    for (const assess::Ground& ground : why.because) write_ground(ground);
    json_.close_list();
    json_.name("not_answered");
    json_.open_list();
    for (const std::uint8_t question : why.not_answered) json_.text(pack_.questions[question].id);
    json_.close_list();
  }

  void write_ground(const assess::Ground& ground) {
    const pack::Question& question = pack_.questions[ground.question];
    json_.open_object();
    json_.text("question", question.id);
    json_.name("answer");
    if (ground.form == assess::Ground::Form::unsure) {
      json_.text("unsure");
    } else if (ground.form == assess::Ground::Form::number) {
      json_.number(ground.number);
    } else if (question.type == pack::QuestionType::yes_no) {
      json_.boolean(ground.value == 1);
    } else {
      json_.text(question.values.name(ground.value));
    }
    json_.boolean("asked", ground.asked);
    json_.close_object();
  }

  void write_open_questions() {
    json_.name("open_questions");
    json_.open_list();
    for (const assess::OpenQuestion& open : assessment_.open_questions) {
      json_.open_object();
      json_.text("question", pack_.questions[open.question].id);
      json_.text("could_raise_to", pack::tier_id(open.could_raise_to));
      json_.close_object();
    }
    json_.close_list();
  }

  void write_does_not_apply() {
    json_.name("does_not_apply");
    json_.open_list();
    for (std::size_t i = 0; i < pack_.questions.size(); ++i) {
      if (!assessment_.facts[i].asked) json_.text(pack_.questions[i].id);
    }
    json_.close_list();
  }

  void write_contradictions() {
    json_.name("contradictions");
    json_.open_list();
    for (const pack::Index index : assessment_.contradictions) {
      const pack::Contradiction& contradiction = pack_.contradictions[index];
      json_.open_object();
      json_.text("id", contradiction.id);
      json_.name("questions");
      json_.open_list();
      for (std::size_t i = 0; i < pack_.questions.size(); ++i) {
        if (contradiction.questions[i]) json_.text(pack_.questions[i].id);
      }
      json_.close_list();
      json_.line("text", record_.answers.handout.clinic_locale->contradictions[index]);
      json_.close_object();
    }
    json_.close_list();
  }

  void write_topics(std::string_view name, const std::pmr::vector<pack::Index>& topics) {
    json_.name(name);
    json_.open_list();
    for (const pack::Index topic : topics) json_.text(pack_.topics[topic].id);
    json_.close_list();
  }

  void write_plan() {
    json_.name("plan");
    json_.open_object();
    write_topics("main", record_.plan.main);
    write_topics("more", record_.plan.more);
    json_.name("withheld");
    json_.open_list();
    for (const pack::Index topic : record_.plan.withheld) {
      json_.open_object();
      json_.text("topic", pack_.topics[topic].id);
      write_why(*pack_.topics[topic].withheld_when);
      json_.close_object();
    }
    json_.close_list();
    json_.name("notes");
    json_.open_list();
    for (const plan::Note& note : record_.plan.notes) {
      json_.open_object();
      json_.text("topic", pack_.topics[note.topic].id);
      json_.text("note", pack::note_id(note.kind));
      const bool names_part = note.kind == pack::NoteKind::part_left_out || note.kind == pack::NoteKind::instead;
      json_.text_or_null("part", names_part ? std::string_view(note.adjustment->id) : std::string_view());
      write_why(note.condition);
      json_.close_object();
    }
    json_.close_list();
    json_.close_object();
  }

  const Record& record_;
  const pack::Pack& pack_;
  const assess::Assessment& assessment_;
  JsonWriter json_;
  std::pmr::memory_resource& memory_;
};

}  // namespace

std::string_view json(const Record& record, Arena& memory) {
  Buffer out(memory, 16 * 1024);
  RecordWriter(record, out, memory).write();
  return out.finish();
}

}  // namespace unknot::render
