#include "compose/compose.h"

#include "compose/composer.h"

namespace unknot::compose {

std::string_view block_type_id(Block::Type type) {
  switch (type) {
    case Block::Type::message: return "message";
    case Block::Type::paragraph: return "paragraph";
    case Block::Type::list: return "list";
    case Block::Type::steps: return "steps";
    case Block::Type::dose: return "dose";
    case Block::Type::stop_if: return "stop_if";
    case Block::Type::caution: return "caution";
    case Block::Type::evidence: return "evidence";
    case Block::Type::tick_sheet: return "tick_sheet";
  }
  return "";
}

Handout compose(const pack::Pack& pack, const intake::Answers& answers, const assess::Assessment& assessment,
                const plan::Plan& plan, Arena& memory, const Catalogue* catalogue) {
  Handout handout(memory);
  handout.sections.reserve(48);
  handout.blocks.reserve(64);
  Composer(Source{pack, answers, assessment, plan, *answers.handout.locale, catalogue}, handout, memory).run();
  return handout;
}

}  // namespace unknot::compose
