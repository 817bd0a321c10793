// The texts of one language: every text that the pack needs, and no other.
#include <algorithm>

#include "pack/loading.h"

namespace unknot::pack {

namespace {

constexpr std::uint32_t no_placeholder = 0;
constexpr std::uint32_t any_placeholder = ~std::uint32_t{0};
constexpr std::uint32_t emergency_only = bit(Placeholder::emergency_number);
constexpr std::uint32_t date_parts = bit(Placeholder::year) | bit(Placeholder::month) | bit(Placeholder::day);

class TextLoader {
 public:
  TextLoader(Pack& pack, Locale& locale) : pack_(pack), locale_(locale) {}

  void load(Members& file) {
    locale_.tag = file.text("locale");
    locale_.language = file.text("language");
    locale_.direction = file.text("direction");
    if (locale_.direction != "ltr" && locale_.direction != "rtl") {
      refuse(ProblemCode::unknown_value, file.pointer_to("direction"), "ltr or rtl");
    }
    locale_.page = file.text("page");
    if (locale_.page != "A4" && locale_.page != "Letter") {
      refuse(ProblemCode::unknown_value, file.pointer_to("page"), "A4 or Letter");
    }
    locale_.emergency_number = file.text("emergency_number");
    locale_.advice_line = file.text_or_empty("advice_line");
    load_date(file.object("date"));
    locale_.groups = by_id(file.object("groups"), pack_.group_ids.names());
    load_questions(file.object("questions"));
    load_form(file.object("form"));
    load_tiers(file.object("tiers"));
    locale_.flags = by_id(file.object("flags"), pack_.flag_ids.names());
    locale_.rules = by_id(file.object("rules"), ids_of(pack_.rules));
    locale_.reasons = by_id(file.object("reasons"), pack_.reason_ids.names());
    locale_.contradictions = by_id(file.object("contradictions"), ids_of(pack_.contradictions));
    locale_.notices = by_id(file.object("notices"), ids_of(pack_.notices));
    load_kinds(file.object("kinds"));
    load_boxes(file.object("boxes"));
    load_topics(file.object("topics"));
    if (!pack_.pictures.empty()) locale_.pictures = by_id(file.object("pictures"), pack_.picture_ids.names());
    load_safety_net(file.object("safety_net"));
    locale_.teach_back = list(file, "teach_back");
    load_labels(file.object("handout"), file.object("clinic"));
    file.finish();
  }

 private:
  template <typename Things>
  static std::vector<std::string> ids_of(const Things& things) {
    std::vector<std::string> ids;
    ids.reserve(things.size());
    for (const auto& thing : things) ids.push_back(thing.id);
    return ids;
  }

  Text make(const Json& value, const JsonPointer& pointer, std::uint32_t allowed) {
    const std::string_view source = string_at(value, pointer);
    if (source.empty()) refuse(ProblemCode::missing_text, pointer, "a text that is not empty");
    Text text;
    if (!pack_.texts.make(source, text) || (text.placeholders & ~allowed) != 0) {
      refuse(ProblemCode::invalid_placeholder, pointer, "only placeholders that can be filled here");
    }
    return text;
  }

  Text need(Members& members, std::string_view name, std::uint32_t allowed = no_placeholder) {
    const Json* value = members.find(name);
    if (value == nullptr) refuse(ProblemCode::missing_text, members.pointer(), std::string(name));
    return make(*value, members.pointer_to(name), allowed);
  }

  Text may(Members& members, std::string_view name, std::uint32_t allowed = no_placeholder) {
    const Json* value = members.find(name);
    if (value == nullptr || value->is_null()) return {};
    return make(*value, members.pointer_to(name), allowed);
  }

  std::vector<Text> list(Members& members, std::string_view name, std::uint32_t allowed = no_placeholder) {
    std::vector<Text> texts;
    const std::span<const Json> entries = members.list(name);
    texts.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      texts.push_back(make(entries[i], members.pointer_to(name, i), allowed));
    }
    return texts;
  }

  std::vector<Text> by_id(Members members, const std::vector<std::string>& ids) {
    std::vector<Text> texts;
    texts.reserve(ids.size());
    for (const std::string& id : ids) texts.push_back(need(members, id));
    members.finish();
    return texts;
  }

  void load_date(Members date) {
    locale_.date.long_form = need(date, "long", date_parts);
    locale_.date.short_form = need(date, "short", date_parts);
    locale_.date.months = list(date, "months");
    locale_.date.short_months = list(date, "short_months");
    if (locale_.date.months.size() != 12 || locale_.date.short_months.size() != 12) {
      refuse(ProblemCode::missing_text, date.pointer_to("months"), "12 months");
    }
    date.finish();
  }

  void load_questions(Members questions) {
    locale_.questions.reserve(pack_.questions.size());
    for (const Question& question : pack_.questions) {
      Members members = object(questions, question.id);
      QuestionText text;
      text.text = need(members, "text");
      text.help = may(members, "help");
      text.label = need(members, "label");
      if (question.type == QuestionType::integer) {
        text.unit = may(members, "unit");
      } else {
        Members values = object(members, "values");
        text.values.reserve(question.values.size());
        for (const std::string& id : question.values.names()) {
          Members value = object(values, id);
          text.values.push_back({need(value, "text"), need(value, "label")});
          value.finish();
        }
        values.finish();
      }
      members.finish();
      locale_.questions.push_back(std::move(text));
    }
    questions.finish();
  }

  void load_tiers(Members tiers) {
    for (std::size_t i = 0; i < locale_.tiers.size(); ++i) {
      Members members = object(tiers, tier_id(static_cast<Tier>(i + 1)));
      locale_.tiers[i] = {need(members, "title"), need(members, "action")};
      members.finish();
    }
    tiers.finish();
  }

  void load_kinds(Members kinds) {
    for (const Kind& kind : pack_.kinds) {
      Members members = object(kinds, kind.id);
      KindText text;
      text.title = need(members, "title", emergency_only);
      text.message = need(members, "message", emergency_only);
      text.why_title = may(members, "why_title");
      text.why_unfinished = may(members, "why_unfinished");
      text.advice_title = may(members, "advice_title");
      text.advice = list(members, "advice", emergency_only);
      text.tell_title = may(members, "tell_title");
      text.tell = list(members, "tell");
      text.tell_unfinished = may(members, "tell_unfinished");
      check_shown(kind, text, members);
      members.finish();
      locale_.kinds.push_back(std::move(text));
    }
    kinds.finish();
  }

  // A text that no section shows is a slip, and so is a section without its heading.
  static void check_shown(const Kind& kind, const KindText& text, const Members& members) {
    const auto check = [&](SectionId section, const char* name, const Text& title, bool has_more) {
      const bool shown = std::find(kind.sections.begin(), kind.sections.end(), section) != kind.sections.end();
      if (!shown && (!title.empty() || has_more)) {
        refuse(ProblemCode::unused_text, members.pointer_to(name), "a section that shows it: " + kind.id);
      }
      if (shown && title.empty()) {
        refuse(ProblemCode::missing_text, members.pointer(), std::string(name) + "_title");
      }
    };
    check(SectionId::why, "why", text.why_title, !text.why_unfinished.empty());
    check(SectionId::advice, "advice", text.advice_title, !text.advice.empty());
    check(SectionId::tell, "tell", text.tell_title, !text.tell.empty() || !text.tell_unfinished.empty());
  }

  void load_boxes(Members boxes) {
    for (const Box& box : pack_.boxes) {
      Members members = object(boxes, box.id);
      locale_.boxes.push_back(
          {need(members, "title"), may(members, "stop_if"), may(members, "caution"), may(members, "evidence")});
      members.finish();
    }
    boxes.finish();
  }

  void load_topics(Members topics) {
    locale_.topics.reserve(pack_.topics.size());
    for (const Topic& topic : pack_.topics) {
      Members members = object(topics, topic.id);
      TopicText text = topic_fields(members, topic);
      illustrate(text, topic.illustrations, members.pointer());
      const bool box_tells_evidence =
          topic.box >= 0 && !locale_.boxes[static_cast<std::size_t>(topic.box)].evidence.empty();
      if (text.title.text.empty() || text.line.text.empty() || (text.evidence.text.empty() && !box_tells_evidence)) {
        refuse(ProblemCode::missing_text, members.pointer(), "title, line and evidence, the last by it or by its box");
      }
      const auto index = static_cast<Index>(locale_.topics.size());
      const bool may_wait = std::any_of(pack_.tick_sequences.begin(), pack_.tick_sequences.end(),
                                        [&](const TickSequence& sequence) { return sequence.then == index; });
      if (may_wait) text.later = need(members, "later");
      if (topic.withheld_when) {
        text.left_out = need(members, "left_out");
        if (!topic.withhold_unknown) text.warn = need(members, "warn");
      }
      if (topic.variant_count > 0) {
        Members variants = object(members, "variants");
        for (const Adjustment& adjustment : topic.adjustments) {
          if (adjustment.kind == NoteKind::part_left_out) continue;
          Members variant = object(variants, adjustment.id);
          text.variants.push_back(topic_fields(variant, topic));
          illustrate(text.variants.back(), adjustment.illustrations, variant.pointer());
          text.variants.back().note = may(variant, "note");
          variant.finish();
        }
        variants.finish();
      }
      check_parts(text, topic, members.pointer());
      members.finish();
      locale_.topics.push_back(std::move(text));
    }
    topics.finish();
  }

  TopicText topic_fields(Members& members, const Topic& topic) {
    TopicText text;
    const auto field = [&](std::string_view name, TopicText::Field& into) {
      into.given = members.find(name) != nullptr;
      into.text = may(members, name);
    };
    field("title", text.title);
    field("line", text.line);
    field("why", text.why);
    field("dose", text.dose);
    field("stop_if", text.stop_if);
    field("caution", text.caution);
    field("evidence", text.evidence);
    field("tick", text.tick);
    text.steps_given = members.find("steps") != nullptr;
    if (text.steps_given) {
      for (Text& step : list(members, "steps")) text.steps.push_back({std::move(step)});
    }
    text.items_given = members.find("items") != nullptr;
    if (text.items_given) text.items = items(members, topic);
    return text;
  }

  void illustrate(TopicText& text, const std::vector<Illustration>& illustrations, const JsonPointer& pointer) const {
    for (const Illustration& shown : illustrations) {
      std::vector<ItemText>& lines = shown.is_of_step ? text.steps : text.items;
      if (shown.line >= lines.size()) {
        refuse(ProblemCode::missing_text, pointer.member(shown.is_of_step ? "steps" : "items"),
               "a line for the picture " + pack_.pictures[shown.picture].id);
      }
      lines[shown.line].picture = shown.picture;
    }
  }

  std::vector<ItemText> items(Members& members, const Topic& topic) {
    std::vector<ItemText> all;
    for (const Json& entry : members.list("items")) {
      const JsonPointer pointer = members.pointer_to("items", all.size());
      if (entry.is_string()) {
        all.push_back({make(entry, pointer, no_placeholder)});
        continue;
      }
      Members item(entry, pointer);
      const std::string_view part = item.text("part");
      const auto found = std::find_if(topic.adjustments.begin(), topic.adjustments.end(), [&](const Adjustment& a) {
        return a.kind == NoteKind::part_left_out && a.id == part;
      });
      if (found == topic.adjustments.end())
        refuse(ProblemCode::unknown_id, item.pointer_to("part"), "a part: " + std::string(part));
      all.push_back({need(item, "text"), found->index});
      item.finish();
    }
    return all;
  }

  // Each part that can be left out is told in an item of its own.
  static void check_parts(const TopicText& text, const Topic& topic, const JsonPointer& pointer) {
    for (int part = 0; part < topic.part_count; ++part) {
      const bool told =
          std::any_of(text.items.begin(), text.items.end(), [&](const ItemText& item) { return item.part == part; });
      // GCOVR_EXCL_BR_START: what is undone of the words if memory runs out
      if (!told) refuse(ProblemCode::missing_text, pointer.member("items"), "an item for each part");
      // GCOVR_EXCL_BR_STOP
    }
  }

  void load_form(Members form) {
    locale_.form = {need(form, "title"), need(form, "unsure"), need(form, "none")};
    form.finish();
  }

  void load_safety_net(Members net) {
    locale_.safety_net = {need(net, "title"),  need(net, "emergency_title", emergency_only), need(net, "clinic_title"),
                          need(net, "return"), list(net, "emergency", emergency_only),       list(net, "clinic")};
    if (locale_.safety_net.emergency.empty() || locale_.safety_net.clinic.empty()) {
      refuse(ProblemCode::missing_text, net.pointer(), "a safety net that is not empty");
    }
    net.finish();
  }

  void load_labels(Members handout, Members clinic) {
#define UNKNOT_LABEL(name) \
  locale_.handout[static_cast<std::size_t>(HandoutLabel::name)] = need(handout, #name, any_placeholder);
    UNKNOT_HANDOUT_LABELS(UNKNOT_LABEL)
#undef UNKNOT_LABEL
#define UNKNOT_LABEL(name) \
  locale_.clinic[static_cast<std::size_t>(ClinicLabel::name)] = need(clinic, #name, any_placeholder);
    UNKNOT_CLINIC_LABELS(UNKNOT_LABEL)
#undef UNKNOT_LABEL
    handout.finish();
    clinic.finish();
    if (locale_.label(ClinicLabel::flag_open_reason).placeholders != 0) {
      refuse(ProblemCode::invalid_placeholder, clinic.pointer_to("flag_open_reason"), "no placeholder");
    }
  }

  // A member that is itself texts; its absence is a missing text.
  static Members object(Members& members, std::string_view name) {
    const Json* found = members.find(name);
    if (found == nullptr) refuse(ProblemCode::missing_text, members.pointer(), std::string(name));
    return {*found, members.pointer_to(name)};
  }

  Pack& pack_;
  Locale& locale_;
};

}  // namespace

Json whole_texts(const Json& all_texts, const std::string& tag, std::pmr::memory_resource& memory) {
  Members languages(all_texts, "/text");
  const Json& texts = languages.get(tag);
  const Json* base = texts.find("base");
  if (base == nullptr) return texts;
  const JsonPointer of_tag = languages.pointer_to(tag);
  const JsonPointer pointer = of_tag.member("base");
  const Json& whole = languages.get(string_at(*base, pointer));
  if (!whole.is_object() || whole.find("base") != nullptr) {
    refuse(ProblemCode::unknown_locale, pointer, "a language that is whole");
  }
  const Json::Member no_base{"base", {}};
  return merge(merge(whole, texts, memory), Json::object({&no_base, 1}), memory);
}

void load_locale(const Json& all_texts, const std::string& tag, const Json& topics_file, Loading& loading,
                 std::pmr::memory_resource& memory) {
  Pack& pack = loading.pack;
  const Json texts = whole_texts(all_texts, tag, memory);
  const JsonPointer all("/text");
  Members file(texts, all.member(tag));
  Locale locale;
  TextLoader(pack, locale).load(file);
  if (locale.tag != tag || pack.locale(tag) != nullptr) {
    refuse(ProblemCode::unknown_locale, file.pointer_to("locale"), "the tag under which the file stands, once");
  }
  check_doses(topics_file, texts, tag);
  if (!pack.locales.empty()) {
    const Json& first = all_texts[pack.locales.front().tag];
    if (first.find("base") == nullptr) {
      check_same_placeholders(first, texts, tag);
      check_same_lists(first["topics"], texts["topics"], file.pointer_to("topics"));
    }
  }
  pack.locales.push_back(std::move(locale));
}

}  // namespace unknot::pack
