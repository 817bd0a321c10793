#include "hl7_message.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "hl7_charset.h"

namespace unknot::service {

namespace {

constexpr std::size_t charset_field = 18;  // of MSH

[[noreturn]] void refuse(Hl7Place place, int hl7_code, std::string code, std::string message) {
  throw Hl7Refusal{std::move(place), hl7_code, std::move(code), std::move(message)};
}

std::string_view part(std::string_view text, char separator, std::size_t number) {
  for (; number > 1; --number) {
    const std::size_t end = text.find(separator);
    if (end == text.npos) return {};
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find(separator));
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// "C3A9" as the bytes that it names, in UTF-8; "" if it is none.
std::string bytes_of(std::string_view digits) {
  std::string bytes;
  if (digits.size() % 2 != 0) return "";
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const int high = hex_digit(digits[i]);
    const int low = hex_digit(digits[i + 1]);
    if (high < 0 || low < 0) return "";
    bytes += static_cast<char>(high * 16 + low);
  }
  return utf8_of(bytes, "").value_or("");
}

bool is_segment_name(std::string_view name) {
  const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_plain = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
  return name.size() == 3 && is_letter(name[0]) && std::all_of(name.begin(), name.end(), is_plain);
}

}  // namespace

std::string Hl7Separators::escaped(std::string_view text) const {
  std::string made;
  for (const char c : text) {
    const char* const code = c == field          ? "F"
                             : c == component    ? "S"
                             : c == repetition   ? "R"
                             : c == escape       ? "E"
                             : c == subcomponent ? "T"
                             : c == '\r'         ? "X0D"
                             : c == '\n'         ? "X0A"
                                                 : nullptr;
    if (code == nullptr) {
      made += c;
    } else {
      ((made += escape) += code) += escape;
    }
  }
  return made;
}

std::string Hl7Separators::components(std::initializer_list<std::string_view> texts) const {
  std::string made;
  for (const std::string_view text : texts) (made += escaped(text)) += component;
  made.pop_back();
  return made;
}

Hl7Message::Hl7Message() : segments_{{"MSH", 1, {"|", "^~\\&"}}} {}

Hl7Message Hl7Message::read(std::string_view bytes, bool is_cut) {
  Hl7Message message;
  message.segments_.clear();
  bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
  message.read_separators(bytes);
  if (is_cut) bytes = bytes.substr(0, bytes.find_first_of("\r\n"));
  const std::string_view charset =
      part(part(bytes.substr(0, bytes.find_first_of("\r\n")), message.separators_.field, charset_field),
           message.separators_.repetition, 1);
  const auto text = utf8_of(bytes, charset);
  if (!text) {
    refuse({"MSH", 1, charset_field}, 102, "wrong_charset",
           "The bytes are not of the character set, or it is not read.");
  }
  const auto is_control = [](char c) {
    return (c >= 0 && c < ' ' && c != '\r' && c != '\n' && c != '\t') || c == 0x7F;
  };
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find_first_of("\r\n"));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.empty()) continue;
    message.read_segment(line);
    if (std::any_of(line.begin(), line.end(), is_control)) {
      const Hl7Segment& last = message.segments_.back();
      refuse({last.name, last.sequence}, 102, "control_character", "A control character stands in it.");
    }
  }
  return message;
}

void Hl7Message::read_separators(std::string_view bytes) {
  if (!bytes.starts_with("MSH") || bytes.size() < 8) {
    refuse({"MSH"}, 100, "no_header", "Expected a message that begins with MSH.");
  }
  const char field = bytes[3];
  const std::string_view others = bytes.substr(4, bytes.find_first_of(std::string{field, '\r', '\n'}, 4) - 4);
  // A fifth one, of version 2.7 and later, says how what was cut is marked.
  std::string all = field + std::string(others);
  // Not those of times, versions, character sets and of what is deleted.
  const bool are_signs = std::all_of(all.begin(), all.end(), [](char c) {
    return c > 0 && std::ispunct(c) != 0 && std::string_view("+-.\"").find(c) == std::string_view::npos;
  });
  std::sort(all.begin(), all.end());
  if (others.size() < 4 || others.size() > 5 || !are_signs || std::unique(all.begin(), all.end()) != all.end()) {
    refuse({"MSH", 1, 2}, 102, "wrong_separators", "Expected four or five different signs, such as ^~\\&.");
  }
  separators_ = {field, others[0], others[1], others[2], others[3]};
}

void Hl7Message::read_segment(std::string_view line) {
  Hl7Segment segment{std::string(line.substr(0, 3)), 1, {}};
  if (!is_segment_name(segment.name) || (line.size() > 3 && line[3] != separators_.field)) {
    refuse({}, 100, "no_segment",
           "Line " + std::to_string(segments_.size() + 1) + " does not begin as a segment does.");
  }
  segment.sequence = ++counts_[segment.name];
  if (segment.name == "MSH") {
    if (!segments_.empty()) refuse({"MSH", segment.sequence}, 100, "two_messages", "A second MSH stands in it.");
    segment.fields.emplace_back(1, separators_.field);
  }
  for (std::size_t end = std::min<std::size_t>(line.size(), 3); end < line.size();) {
    line.remove_prefix(end + 1);
    end = std::min(line.find(separators_.field), line.size());
    segment.fields.emplace_back(line.substr(0, end));
  }
  segments_.push_back(std::move(segment));
}

const Hl7Segment* Hl7Message::find(std::string_view name) const {
  const auto found =
      std::find_if(segments_.begin(), segments_.end(), [&](const auto& one) { return one.name == name; });
  return found == segments_.end() ? nullptr : &*found;
}

std::vector<std::string_view> Hl7Message::repetitions(std::string_view field) const {
  std::vector<std::string_view> all;
  for (;;) {
    const std::size_t end = field.find(separators_.repetition);
    all.push_back(field.substr(0, end));
    if (end == field.npos) return all;
    field.remove_prefix(end + 1);
  }
}

std::string_view Hl7Message::component(std::string_view repetition, std::size_t number) const {
  return part(repetition, separators_.component, number);
}

std::string_view Hl7Message::first_subcomponent(std::string_view component) const {
  return part(component, separators_.subcomponent, 1);
}

std::string Hl7Message::text(std::string_view raw) const {
  std::string made;
  while (!raw.empty()) {
    const std::size_t begin = raw.find(separators_.escape);
    made += raw.substr(0, begin);
    const std::size_t end = begin == raw.npos ? raw.npos : raw.find(separators_.escape, begin + 1);
    if (end == raw.npos) {
      if (begin != raw.npos) made += raw.substr(begin);  // no escape: nothing ends it
      break;
    }
    const std::string_view code = raw.substr(begin + 1, end - begin - 1);
    raw.remove_prefix(end + 1);
    if (code == "F") {
      made += separators_.field;
    } else if (code == "S") {
      made += separators_.component;
    } else if (code == "R") {
      made += separators_.repetition;
    } else if (code == "E") {
      made += separators_.escape;
    } else if (code == "T") {
      made += separators_.subcomponent;
    } else if (code.starts_with("X")) {
      const std::string bytes = bytes_of(code.substr(1));
      made += bytes.empty() ? separators_.escape + std::string(code) + separators_.escape : bytes;
    } else if (code != "H" && code != "N") {  // these make words bold; others are not known, and stay
      ((made += separators_.escape) += code) += separators_.escape;
    }
  }
  return made;
}

}  // namespace unknot::service
