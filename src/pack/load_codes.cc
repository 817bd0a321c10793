#include "base/character_set.h"
#include "pack/loading.h"

namespace unknot::pack {

namespace {

constexpr std::size_t longest_url = 200;

// Without "|" and "#", by which FHIR tells the version and the part of what a canonical URL names.
constexpr CharacterSet url_characters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/@%");

std::string canonical_base(Members& head) {
  const std::string_view base = head.text("canonical_base");
  const std::size_t host = base.rfind("https://", 0) == 0 ? 8 : base.rfind("http://", 0) == 0 ? 7 : base.size();
  if (host == base.size() || base.size() > longest_url || base.back() == '/' || !url_characters.holds_all_of(base)) {
    refuse(ProblemCode::invalid_format, head.pointer_to("canonical_base"),
           "an http or https URL of at most 200 bytes, without a final slash");
  }
  return std::string(base);
}

std::vector<Code> load_list(Members& members, std::string_view name) {
  std::vector<Code> codes;
  if (members.find(name) == nullptr) return codes;
  for (const Json& entry : members.list(name)) {
    Members code(entry, members.pointer_to(name, codes.size()));
    codes.push_back(
        {std::string(code.text("system")), std::string(code.text("code")), std::string(code.text("display"))});
    const std::string& system = codes.back().system;
    if (system.find(':') == std::string::npos || !url_characters.holds_all_of(system)) {
      refuse(ProblemCode::invalid_format, code.pointer_to("system"), "the URI of a terminology");
    }
    if (!url_characters.holds_all_of(codes.back().code)) {
      refuse(ProblemCode::invalid_format, code.pointer_to("code"), "a code of letters, digits and - . _ ~ : / @ %");
    }
    code.finish();
  }
  return codes;
}

void load_codes_of_flags(Members& codes, Pack& pack) {
  if (codes.find("flags") == nullptr) return;
  const std::span<const Json> entries = codes.list("flags");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Members entry(entries[i], codes.pointer_to("flags", i));
    const int flag = pack.flag_ids.find(entry.text("flag"));
    if (flag == NameTable::missing) refuse(ProblemCode::unknown_id, entry.pointer_to("flag"), "a flag");
    std::vector<Code>& of_flag = pack.codes.flags[static_cast<std::size_t>(flag)];
    if (!of_flag.empty()) refuse(ProblemCode::duplicate_id, entry.pointer_to("flag"), "each flag once");
    of_flag = load_list(entry, "codes");
    if (of_flag.empty()) refuse(ProblemCode::missing_member, entry.pointer(), "codes");
    entry.finish();
  }
}

}  // namespace

void load_codes(Members& head, Pack& pack) {
  pack.canonical_base = canonical_base(head);
  pack.codes.flags.resize(pack.flag_ids.size());
  if (head.find("codes") == nullptr) return;
  Members codes = head.object("codes");
  pack.codes.focus = load_list(codes, "focus");
  pack.codes.referral = load_list(codes, "referral");
  pack.codes.education = load_list(codes, "education");
  pack.codes.handout = load_list(codes, "handout");
  load_codes_of_flags(codes, pack);
  codes.finish();
}

}  // namespace unknot::pack
