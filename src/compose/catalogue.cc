#include "compose/catalogue.h"

#include "compose/composer.h"

namespace unknot::compose {

Catalogue::Catalogue(const pack::Pack& pack) : pack_(pack) {
  const intake::Answers nothing_answered;
  const assess::Assessment nothing_assessed(memory_);
  const plan::Plan nothing_planned(memory_);
  for (const pack::Locale& locale : pack.locales) {
    Handout& all = handouts_.emplace_back(memory_);
    Composer(Source{pack, nothing_answered, nothing_assessed, nothing_planned, locale, nullptr}, all, memory_)
        .list_topics();
    for (const Section& section : all.sections) {
      const std::span<const Block> blocks = all.blocks_of(section);
      const std::array lines = {lines_of(section, blocks, false), lines_of(section, blocks, true)};
      if (section.form == Section::Form::topic) whole_.push_back({section, blocks, {}, lines});
      if (section.form == Section::Form::brief_topic) brief_.push_back({section, blocks, {}, lines});
    }
  }
}

}  // namespace unknot::compose
