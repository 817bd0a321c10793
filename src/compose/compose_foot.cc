#include <algorithm>

#include "base/calendar.h"
#include "compose/composer.h"

namespace unknot::compose {

void Composer::add_contact() {
  const intake::Clinic& clinic = source_.answers.handout.clinic;
  std::pmr::vector<Line> lines = lines_for(5);
  const auto add_line = [&](HandoutLabel name) { lines.push_back(phrases_.fill(label(name))); };
  if (!clinic.name.empty()) add_line(HandoutLabel::contact_clinic);
  add_line(clinic.phone.empty() ? HandoutLabel::contact_blank : HandoutLabel::contact_phone);
  add_line(clinic.out_of_hours.empty() ? HandoutLabel::contact_out_of_hours_unknown
                                       : HandoutLabel::contact_out_of_hours);
  if (!source_.locale.advice_line.empty()) add_line(HandoutLabel::contact_advice_line);
  add_line(HandoutLabel::contact_emergency);
  begin(SectionId::contact, label(HandoutLabel::contact_title));
  add_all(Block::Type::list, lines);
}

void Composer::add_safety_net() {
  const pack::SafetyNetText& net = source_.locale.safety_net;
  begin(SectionId::safety_net, net.title);
  std::pmr::vector<Line> emergency = lines_for(net.emergency.size());
  for (const Text& item : net.emergency) emergency.push_back(phrases_.fill(item));
  add_all(Block::Type::list, emergency, phrases_.fill(net.emergency_title));
  std::pmr::vector<Line> clinic = lines_for(net.clinic.size());
  for (const Text& item : net.clinic) clinic.push_back(item);
  add_all(Block::Type::list, clinic, net.clinic_title);
  add(Block::Type::paragraph, net.come_back);

  const std::optional<Date> date = parse_date(source_.answers.handout.date);
  if (date) {
    const Line written = date_line(source_.locale.date.long_form, source_.locale.date.months, *date);
    add(Block::Type::paragraph,
        phrases_.fill(label(HandoutLabel::made_from_answers), Placeholder::date, {&written, 1}, {}));
  } else {
    add(Block::Type::paragraph, phrases_.fill(label(HandoutLabel::made_from_answers_undated)));
  }
}

void Composer::add_foot() {
  begin(SectionId::foot, {});
  add(Block::Type::paragraph, label(HandoutLabel::not_a_replacement));
  phrases_.set(Placeholder::date, source_.pack.review.date);
  const bool reviewed = source_.pack.review.state != "none";
  add(Block::Type::paragraph, phrases_.fill(label(reviewed ? HandoutLabel::review_done : HandoutLabel::review_none)));
  add(Block::Type::paragraph, phrases_.fill(label(HandoutLabel::version)));

  // By organisation only: the titles name diseases.
  const std::vector<std::string>& organisations = source_.pack.organisations;
  std::pmr::vector<bool> named(organisations.size(), false, &memory_);
  const auto name_sources = [&](const std::vector<pack::Index>& sources) {
    for (const pack::Index source : sources) {
      const int organisation = source_.pack.sources[source].organisation;
      if (organisation >= 0) named[static_cast<std::size_t>(organisation)] = true;
    }
  };
  name_sources(source_.pack.safety_net_sources);
  for (const auto* topics : {&source_.plan.main, &source_.plan.more}) {
    for (const pack::Index topic : *topics) name_sources(source_.pack.topics[topic].sources);
  }
  std::pmr::vector<Line> names = lines_for(organisations.size());
  std::pmr::vector<Piece> pieces(&memory_);
  pieces.reserve(organisations.size());
  for (std::size_t i = 0; i < organisations.size(); ++i) {
    if (named[i]) names.push_back({&pieces.emplace_back(Piece{organisations[i], {}, {}}), 1});
  }
  add(Block::Type::paragraph,
      phrases_.fill(label(HandoutLabel::sources), Placeholder::sources, names, label(HandoutLabel::list_separator)));

  if (!out_.reference.empty()) add(Block::Type::paragraph, out_.reference);
  const auto language_of = [](const std::string& tag) { return std::string_view(tag).substr(0, tag.find('-')); };
  const std::vector<pack::Locale>& locales = source_.pack.locales;
  for (auto other = locales.begin(); other != locales.end(); ++other) {
    const auto is_same = [&](const pack::Locale& locale) { return language_of(locale.tag) == language_of(other->tag); };
    if (is_same(source_.locale) || std::any_of(locales.begin(), other, is_same)) continue;
    add(Block::Type::paragraph, other->label(HandoutLabel::offer_language));
  }
}

}  // namespace unknot::compose
