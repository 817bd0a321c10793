#include "compose/catalogue.h"

#include "compose/composer.h"

namespace unknot::compose {

Catalogue::Catalogue(const pack::Pack& pack, const pack::Locale& locale) : handout_(memory_) {
  const intake::Answers nothing_answered;
  const assess::Assessment nothing_assessed(memory_);
  const plan::Plan nothing_planned(memory_);
  Composer(Source{pack, nothing_answered, nothing_assessed, nothing_planned, locale, nullptr}, handout_, memory_)
      .list_topics();
  for (const Section& section : handout_.sections) {
    const std::span<const Block> blocks = handout_.blocks_of(section);
    const std::array lines = {lines_of(section, blocks, false), lines_of(section, blocks, true)};
    if (section.form == Section::Form::topic) whole_.push_back({section, blocks, {}, lines});
    if (section.form == Section::Form::brief_topic) brief_.push_back({section, blocks, {}, lines});
  }
}

}  // namespace unknot::compose
