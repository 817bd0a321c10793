#include "floor.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>

#include "names.h"

namespace bench {

namespace {

using simdjson::ondemand::json_type;

// Truth in two bits: "may be true" and "is true". "And" and "or" are then & and |.
constexpr std::uint8_t no = 0;
constexpr std::uint8_t unknown = 1;
constexpr std::uint8_t yes = 3;

enum class Type : std::uint8_t { yes_no, one, many, integer };
enum class Section : std::uint8_t {
  unfinished,
  notices,
  message,
  why,
  advice,
  tell,
  contact,
  plan,
  tick_sheet,
  more,
  left_out,
  safety_net,
  foot
};
enum class Value : std::uint8_t {
  words,
  emergency_number,
  clinic_name,
  clinic_phone,
  out_of_hours,
  call,
  count,
  date,
  month,
  day,
  year,
  labels,
  patient_name,
  request_id,
  sources,
  count_of_values
};

// Words of the pack: as they stand in the page, and how many letters they are on paper.
struct Text {
  std::string_view page;
  int letters;

  bool empty() const { return letters == 0; }
};
// What words take of a column: letters of a line that others began, whole lines, and letters of one that others end.
struct Extent {
  std::uint16_t first, normal_lines, large_lines, last;
  bool ends_line;
};
struct Words {
  std::string_view page;
  Extent extent;
};
struct Piece {
  Words words;
  Value value;
  bool is_written;  // else it counts only
};
using Line = std::span<const Piece>;

struct Question {
  std::string_view id;
  Type type;
  std::int32_t minimum, maximum;
  std::span<const std::string_view> values;
  std::span<const Text> value_labels;
  Text label;
};

struct Node {
  enum Kind : std::uint8_t { all, any, members, other };
  Kind kind;
  std::uint8_t question;
  std::uint16_t first_child, child_count;
  std::uint64_t mask;
};

struct Facts {
  std::array<std::uint64_t, 64> members;
  std::array<std::int32_t, 64> number;
  std::uint64_t known = 0, unsure = 0, not_asked = 0;

  bool is_known(unsigned question) const { return (known >> question & 1) != 0; }
  bool is_unsure(unsigned question) const { return (unsure >> question & 1) != 0; }
  std::uint8_t atom(unsigned question, bool holds) const { return !is_known(question) ? unknown : holds ? yes : no; }
  void settle(unsigned question, std::uint64_t value) {
    const std::uint64_t bit = std::uint64_t{1} << question;
    members[question] = value;
    known |= bit;
    unsure &= ~bit;
    not_asked |= bit;
  }
};

struct Rule {
  std::int16_t when;
  std::uint8_t tier, flag, reason;
  bool is_private;
  std::uint64_t questions;
};
struct Exceeds {
  std::uint8_t left;
  std::int32_t factor;
  std::uint8_t right;
  std::int32_t offset;
};
struct Field {
  bool given;
  Text text;
};
struct Item {
  int part, figure;
  Text text;
};
struct TopicText {
  Field title, line, why, dose, stop_if, caution, evidence, tick;
  bool steps_given;
  std::span<const Item> steps;
  bool items_given;
  std::span<const Item> items;
  Text note;
};
struct Adjustment {
  std::int16_t when;
  bool is_part;
  std::uint8_t index;
};
struct Topic {
  std::int16_t offered_when, withheld_when;
  bool withhold_unknown;
  std::int8_t box;
  int most_days;
  std::uint64_t waits_for, withheld_questions, organisations;
  std::span<const Adjustment> adjustments;
  std::span<const TopicText> variants;
  TopicText own;
  Text warn, later, left_out;
  std::string_view whole, brief;
};
struct SlotEntry {
  std::uint8_t topic;
  std::int16_t when;
  std::span<const std::uint8_t> followed_by;
};
struct Slot {
  std::size_t at_most;
  std::uint32_t kinds;
  std::span<const SlotEntry> entries;
};
struct TickSequence {
  std::uint8_t first, question;
  std::int32_t at_most;
  std::uint8_t then;
};
struct Notice {
  Section section;
  std::int16_t when;
  Words words;
};
struct Kind {
  std::uint64_t holds, always_offers;
  std::uint8_t why_from;
  std::size_t why_at_most;
  std::span<const Section> sections;
  Line head;
  std::string_view style;
  Line header, message;
  Words why, why_unfinished;
  Line advice, tell, tell_unfinished;
};

#include "floor_pack.inc"

constexpr std::size_t question_count = std::size(questions);

const Names question_names([](std::size_t i) { return questions[i].id; }, question_count);
const std::vector<Names> value_names = [] {
  std::vector<Names> all;
  for (const Question& question : questions) {
    all.emplace_back([&](std::size_t i) { return question.values[i]; }, question.values.size());
  }
  return all;
}();

[[noreturn]] void refuse(const char* why) { throw std::invalid_argument(why); }

struct Date {
  int year, month, day;

  static bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
  int days_in_month() const {
    static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
  }
  static Date parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') refuse("date");
    const auto digits = [&](std::size_t at, std::size_t count) {
      int number = 0;
      for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') refuse("date");
        number = number * 10 + text[i] - '0';
      }
      return number;
    };
    const Date date{digits(0, 4), digits(5, 2), digits(8, 2)};
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > date.days_in_month()) refuse("date");
    return date;
  }
  Date next() const {
    if (day < days_in_month()) return {year, month, day + 1};
    return month < 12 ? Date{year, month + 1, 1} : Date{year + 1, 1, 1};
  }
};

struct Intake {
  Facts facts;
  std::array<std::string_view, static_cast<std::size_t>(Value::count_of_values)> values{};
  std::string_view page = locale_page, date;
  bool large_print = false;
};

class Reader {
 public:
  explicit Reader(Intake& intake) : intake_(intake), facts_(intake.facts) {}

  void read(simdjson::ondemand::document& document) {
    bool answered = false;
    for (auto field : document.get_object()) {
      const std::string_view name = field.unescaped_key();
      if (name == "answers") {
        read_answers(field.value());
        answered = true;
      } else if (name == "request") {
        read_request(field.value());
      } else if (name == "handout") {
        read_handout(field.value());
      } else {
        refuse("member");
      }
    }
    const char* rest = nullptr;
    if (!answered || document.current_location().get(rest) == simdjson::SUCCESS) refuse("document");
  }

 private:
  void read_answers(simdjson::ondemand::object answers) {
    std::uint64_t seen = 0;
    std::size_t question = 0;
    for (auto field : answers) {
      const simdjson::ondemand::raw_json_string key = field.key();
      // Most send their answers in the order of the questions.
      if (question == question_count || !key.unsafe_is_equal(questions[question].id)) {
        const int found = question_names.find(bytes_of(key));
        if (found < 0) refuse("question");
        question = static_cast<std::size_t>(found);
      }
      if ((seen >> question & 1) != 0) refuse("question");
      seen |= std::uint64_t{1} << question;
      read_answer(static_cast<unsigned>(question), field.value());
      ++question;
    }
  }

  void read_answer(unsigned question, simdjson::ondemand::value answer) {
    const Type type = questions[question].type;
    const json_type given = answer.type();
    if (given == json_type::string) {
      const simdjson::ondemand::raw_json_string text = answer.get_raw_json_string();
      if (text.unsafe_is_equal("unsure")) {
        facts_.unsure |= std::uint64_t{1} << question;
        return;
      }
      if (type != Type::one) refuse("type");
      facts_.members[question] = member(question, text);
    } else if (given == json_type::boolean && type == Type::yes_no) {
      facts_.members[question] = answer.get_bool() ? 2 : 1;
    } else if (given == json_type::number && type == Type::integer) {
      const std::int64_t number = answer.get_int64();
      if (number < questions[question].minimum || number > questions[question].maximum) refuse("range");
      facts_.number[question] = static_cast<std::int32_t>(number);
    } else if (given == json_type::array && type == Type::many) {
      std::uint64_t members = 0;
      for (auto entry : answer.get_array()) {
        const std::uint64_t bit = member(question, entry.get_raw_json_string());
        if ((members & bit) != 0) refuse("twice");
        members |= bit;
      }
      facts_.members[question] = members;
    } else if (given == json_type::null) {
      return;
    } else {
      refuse("type");
    }
    facts_.known |= std::uint64_t{1} << question;
  }

  // A name with an escape in it is none of ours.
  static std::string_view bytes_of(simdjson::ondemand::raw_json_string text) {
    const char* end = text.raw();
    while (*end != '"' && *end != '\\') ++end;
    return {text.raw(), static_cast<std::size_t>(end - text.raw())};
  }

  static std::uint64_t member(unsigned question, simdjson::ondemand::raw_json_string text) {
    const int value = value_names[question].find(bytes_of(text));
    if (value < 0) refuse("value");
    return std::uint64_t{1} << value;
  }

  static bool is_locale(std::string_view tag) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
    return std::equal(tag.begin(), tag.end(), locale_tag.begin(), locale_tag.end(),
                      [&](char a, char b) { return lower(a) == lower(b); });
  }

  void set(Value value, std::string_view text, std::size_t limit) {
    if (text.size() > limit) refuse("length");
    intake_.values[static_cast<std::size_t>(value)] = text;
  }

  void read_request(simdjson::ondemand::object request) {
    for (auto field : request) {
      const std::string_view name = field.unescaped_key();
      const std::string_view text = field.value().get_string();
      if (name == "id") {
        set(Value::request_id, text, 64);
      } else if ((name != "subject" && name != "encounter") || text.size() > 200) {
        refuse("request");
      }
    }
  }

  void read_handout(simdjson::ondemand::object handout) {
    for (auto field : handout) {
      const std::string_view name = field.unescaped_key();
      if (name == "large_print") {
        intake_.large_print = field.value().get_bool();
      } else if (name == "clinic") {
        read_clinic(field.value());
      } else {
        const std::string_view text = field.value().get_string();
        if (name == "patient_name") {
          set(Value::patient_name, text, 200);
        } else if (name == "page" && (text == "A4" || text == "Letter")) {
          intake_.page = text;
        } else if (name == "date") {
          intake_.date = text;
        } else if (name != "locale" || !is_locale(text)) {
          refuse("handout");
        }
      }
    }
  }

  void read_clinic(simdjson::ondemand::object clinic) {
    for (auto field : clinic) {
      const std::string_view name = field.unescaped_key();
      const std::string_view text = field.value().get_string();
      if (name == "name") {
        set(Value::clinic_name, text, 200);
      } else if (name == "phone") {
        set(Value::clinic_phone, text, 60);
      } else if (name == "out_of_hours") {
        set(Value::out_of_hours, text, 400);
      } else if (name == "emergency_number") {
        set(Value::emergency_number, text, 20);
      } else if (name != "locale" || !is_locale(text)) {
        refuse("clinic");
      }
    }
  }

  Intake& intake_;
  Facts& facts_;
};

struct Assessment {
  std::array<std::uint8_t, node_count> truth;
  std::array<std::uint8_t, 64> flags{};
  std::array<std::uint64_t, 6> questions_of_open{};  // by tier: what the open rules name
  std::uint8_t known = 1, possible = 1, tier = 1;
  std::uint64_t contradictions = 0;
  int open_questions = 0;

  std::uint8_t holds(std::int16_t node, std::uint8_t otherwise) const {
    return node < 0 ? otherwise : truth[static_cast<std::size_t>(node)];
  }
};

void assess(const Facts& facts, Assessment& out) {
  evaluate(facts, out.truth.data());
  for (const Rule& rule : rules) {
    const std::uint8_t raised = out.truth[static_cast<std::size_t>(rule.when)];
    out.flags[rule.flag] |= raised;
    if (raised == yes) {
      out.known = std::max(out.known, rule.tier);
    } else if (raised == unknown) {
      out.possible = std::max(out.possible, rule.tier);
      out.questions_of_open[rule.tier] |= rule.questions;
    }
  }
  out.possible = std::max(out.possible, out.known);
  out.tier = out.possible == out.known ? out.known : std::max<std::uint8_t>(out.known, out.possible >= 4 ? 3 : 2);
  std::uint64_t open = 0;
  for (std::size_t tier = out.known + 1u; tier < out.questions_of_open.size(); ++tier) {
    open |= out.questions_of_open[tier] & ~facts.known;
  }
  out.open_questions = std::popcount(open);
  for (const std::int16_t contradiction : contradictions) {
    out.contradictions = out.contradictions << 1 | (out.truth[static_cast<std::size_t>(contradiction)] == yes);
  }
  for (const Exceeds& e : exceeds) {
    const bool found = facts.is_known(e.left) && facts.is_known(e.right) &&
                       facts.number[e.left] > std::int64_t{e.factor} * (facts.number[e.right] + e.offset);
    out.contradictions = out.contradictions << 1 | found;
  }
}

struct Plan {
  std::array<std::uint8_t, 64> main;
  std::size_t main_count = 0;
  std::uint64_t placed = 0, fits = 0, withheld = 0;  // topics
};

void plan(const Kind& kind, std::size_t kind_index, const Assessment& assessment, Plan& out) {
  for (std::size_t i = 0; i < std::size(topics); ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if ((kind.holds & bit) == 0) continue;
    if ((kind.always_offers & bit) == 0 && assessment.holds(topics[i].offered_when, yes) != yes) continue;
    const std::uint8_t harms = assessment.holds(topics[i].withheld_when, no);
    (harms == yes || (harms == unknown && topics[i].withhold_unknown) ? out.withheld : out.fits) |= bit;
  }
  const auto place = [&](std::uint8_t topic) {
    const std::uint64_t bit = std::uint64_t{1} << topic;
    if ((out.fits & bit) == 0) return false;
    out.fits &= ~bit;
    out.placed |= bit;
    out.main[out.main_count++] = topic;
    return true;
  };
  for (const Slot& slot : slots) {
    if ((slot.kinds >> kind_index & 1) == 0) continue;
    std::size_t taken = 0;
    for (const SlotEntry& entry : slot.entries) {
      if (taken == slot.at_most) break;
      if (assessment.holds(entry.when, yes) != yes || !place(entry.topic)) continue;
      ++taken;
      for (const std::uint8_t follower : entry.followed_by) place(follower);
    }
  }
}

// A topic's own texts with those of the variants that apply in their place.
struct Tailored {
  const TopicText& own;
  std::array<const TopicText*, 8> variants;
  std::size_t variant_count = 0;
  std::uint64_t left_out_parts = 0;
  bool warns = false;
  bool waits = false;

  bool changes() const { return warns || waits || variant_count > 0 || left_out_parts != 0; }
  const Text& field(Field TopicText::*name) const {
    const Text* chosen = &(own.*name).text;
    for (std::size_t i = 0; i < variant_count; ++i) {
      if ((variants[i]->*name).given) chosen = &(variants[i]->*name).text;
    }
    return *chosen;
  }
  std::span<const Item> steps() const {
    auto chosen = own.steps;
    for (std::size_t i = 0; i < variant_count; ++i) {
      if (variants[i]->steps_given) chosen = variants[i]->steps;
    }
    return chosen;
  }
  std::span<const Item> items() const {
    auto chosen = own.items;
    for (std::size_t i = 0; i < variant_count; ++i) {
      if (variants[i]->items_given) chosen = variants[i]->items;
    }
    return chosen;
  }
  bool shows(const Item& item) const { return item.part < 0 || (left_out_parts >> item.part & 1) == 0; }
  bool shows_any(std::span<const Item> all) const {
    return std::any_of(all.begin(), all.end(), [&](const Item& item) { return shows(item); });
  }
  bool draws(std::span<const Item> all) const {
    return std::any_of(all.begin(), all.end(), [&](const Item& item) { return shows(item) && item.figure >= 0; });
  }
};

Tailored tailor(const Topic& topic, const Assessment& assessment, const Plan& plan) {
  Tailored tailored{topic.own, {}};
  tailored.warns = assessment.holds(topic.withheld_when, no) == unknown;
  tailored.waits = (plan.placed & topic.waits_for) != 0;
  for (const Adjustment& adjustment : topic.adjustments) {
    if (assessment.holds(adjustment.when, no) == no) continue;
    if (adjustment.is_part) {
      tailored.left_out_parts |= std::uint64_t{1} << adjustment.index;
    } else {
      tailored.variants[tailored.variant_count++] = &topic.variants[adjustment.index];
    }
  }
  return tailored;
}

// A column of an edition, and how much of it there is.
struct Paper {
  int letters, pictures_in_row, caption_letters, picture_lines, a4_room, letter_room;

  int rows(int count) const { return (count + letters - 1) / letters; }
  int caption_rows(int count) const { return (count + caption_letters - 1) / caption_letters; }
};
constexpr Paper papers[] = {{letters_in_line, 3, 17, 5, 187, 169}, {letters_in_large_line, 1, 52, 5, 104, 88}};
constexpr int letters_around_line = 3;

// How many lines a topic takes.
class Ruler {
 public:
  Ruler(const Topic& topic, const Tailored& tailored, const Paper& paper)
      : topic_(topic), tailored_(tailored), paper_(paper) {}

  int whole() {
    lines_ = 2;
    beside_ = 0;
    if (tailored_.warns) add(caution_label, topic_.warn);
    if (tailored_.waits) add({}, topic_.later);
    add({}, tailored_.field(&TopicText::why));
    add_list(tailored_.items(), false);
    add_list(tailored_.steps(), true);
    add(dose_label, tailored_.field(&TopicText::dose));
    add_notes();
    add(stop_if_label, tailored_.field(&TopicText::stop_if));
    add(caution_label, tailored_.field(&TopicText::caution));
    add(evidence_label, tailored_.field(&TopicText::evidence));
    return tailored_.draws(tailored_.items()) || tailored_.draws(tailored_.steps()) ? lines_ + lines_ / 4 : lines_;
  }

  int brief() {
    lines_ = beside_ = 0;
    if (tailored_.warns) add(caution_label, topic_.warn);
    int letters = tailored_.field(&TopicText::line).letters + (tailored_.waits ? topic_.later.letters + 1 : 0);
    int separator = 1;
    for (const Item& item : tailored_.items()) {
      if (!tailored_.shows(item)) continue;
      letters += separator + item.text.letters;
      separator = list_separator.letters;
    }
    add(letters + (tailored_.shows_any(tailored_.items()) ? 1 : 0) + letters_around_line);
    add_notes();
    add(stop_if_label, tailored_.field(&TopicText::stop_if));
    add(evidence_label, tailored_.field(&TopicText::evidence));
    return lines_;
  }

 private:
  void add(const Text& label, const Text& text) {
    if (!text.empty()) add(label.letters + text.letters + letters_around_line);
  }

  void add_notes() {
    for (std::size_t i = 0; i < tailored_.variant_count; ++i) add(caution_label, tailored_.variants[i]->note);
  }

  // Beside the last row of pictures first.
  void add(int letters) {
    const int all = paper_.caption_rows(letters);
    const int stood_beside = std::min(beside_, all);
    beside_ -= stood_beside;
    if (stood_beside < all) lines_ += paper_.rows(letters * (all - stood_beside) / all);
  }

  void add_list(std::span<const Item> all, bool are_steps) {
    if (!tailored_.draws(all)) {
      for (const Item& item : all) {
        if (tailored_.shows(item)) add({}, item.text);
      }
      return;
    }
    int row = 0, in_row = 0, undrawn_letters = 0;
    const auto end_row = [&] {
      lines_ += row;
      beside_ = (paper_.pictures_in_row - in_row) * row;
      row = in_row = 0;
    };
    for (const Item& item : all) {
      if (!tailored_.shows(item)) continue;
      const int letters = item.text.letters + letters_around_line;
      const bool is_drawn = item.figure >= 0;
      if (!is_drawn && (are_steps || paper_.pictures_in_row == 1)) {
        undrawn_letters += letters;
        continue;
      }
      if (in_row == paper_.pictures_in_row) end_row();
      ++in_row;
      const int picture = is_drawn ? paper_.picture_lines : 0;
      const int caption = paper_.caption_rows(letters);
      row = std::max(row, paper_.pictures_in_row > 1 ? picture + caption : std::max(picture, caption));
    }
    end_row();
    if (!are_steps) beside_ = 0;
    if (undrawn_letters > 0) add(undrawn_letters);
  }

  const Topic& topic_;
  const Tailored& tailored_;
  const Paper& paper_;
  int lines_ = 0, beside_ = 0;
};

struct TopicLines {
  int whole, brief;
};
// Of the topics that nothing tailors, in each edition.
const auto lines_of_untailored = [] {
  std::array<std::array<TopicLines, std::size(topics)>, std::size(papers)> all{};
  for (std::size_t edition = 0; edition < std::size(papers); ++edition) {
    for (std::size_t i = 0; i < std::size(topics); ++i) {
      const Tailored untailored{topics[i].own, {}};
      Ruler ruler(topics[i], untailored, papers[edition]);
      all[edition][i] = {ruler.whole(), ruler.brief()};
    }
  }
  return all;
}();

// What a condition rests on.
struct Met {
  std::uint64_t questions = 0;
  std::array<std::uint64_t, 64> members{};
};

void collect(const Facts& facts, const Assessment& assessment, std::size_t id, Met& met) {
  const Node& node = nodes[id];
  if (node.kind == Node::all || node.kind == Node::any) {
    for (std::size_t i = node.first_child; i < std::size_t{node.first_child} + node.child_count; ++i) {
      if (node.kind == Node::all || assessment.truth[children[i]] == yes) {
        collect(facts, assessment, children[i], met);
      }
    }
  } else if (assessment.truth[id] == yes) {
    met.questions |= std::uint64_t{1} << node.question;
    met.members[node.question] |= node.mask & facts.members[node.question];
  }
}

class Writer {
 public:
  Writer(const Intake& intake, const Assessment& assessment, const Plan& plan, const Kind& kind, char* out)
      : intake_(intake),
        assessment_(assessment),
        plan_(plan),
        kind_(kind),
        paper_(papers[intake.large_print]),
        at_(out),
        values_(intake.values) {}

  char* write() {
    auto& emergency_number = value(Value::emergency_number);
    if (emergency_number.empty()) emergency_number = locale_emergency_number;
    const std::string_view phone = value(Value::clinic_phone);
    value(Value::call) = phone.empty() ? "____________" : phone;
    add(kind_.head);
    add(intake_.page);
    add(";@bottom-left{content:\"");
    const bool has_patient = !value(Value::patient_name).empty(), has_request = !value(Value::request_id).empty();
    if (has_patient) add_in_style(style_patient);
    if (has_patient && has_request) add("\\0000a0\\0000b7\\0000a0");
    if (has_request) add_in_style(style_request);
    add(kind_.style);
    if (intake_.large_print) add(" large");
    add(kind_.header);
    if (has_patient) add(patient);
    add("</header>\n");
    int head_letters = letters_of(kind_.header) - letters_around_line;
    if (has_patient) head_letters += letters_of(patient) - letters_around_line;
    const int head_lines = head_letters / paper_.letters;
    letters_ = lines_ = 0;
    write_sections(head_lines);
    add("</div>\n</main>\n</body>\n</html>\n");
    return at_;
  }

 private:
  // What finds room of the plan, and beyond it, depends on all the others: what follows the plan waits.
  void write_sections(int head_lines) {
    char* page = nullptr;
    char* more_at = nullptr;
    for (const Section section : kind_.sections) {
      if (section == Section::plan) {
        page = std::exchange(at_, rest_.data());
      } else if (section == Section::more) {
        more_at = at_;
      } else {
        write(section);
      }
    }
    if (page == nullptr) return;
    const std::string_view before_more(rest_.data(), static_cast<std::size_t>(more_at - rest_.data()));
    const std::string_view after_more(more_at, static_cast<std::size_t>(at_ - more_at));
    at_ = page;
    room_ = (intake_.page == "A4" ? paper_.a4_room : paper_.letter_room) - head_lines - lines_;
    for (std::uint64_t rest = plan_.fits; rest != 0; rest &= rest - 1) {
      const Told one = told(static_cast<std::uint8_t>(std::countr_zero(rest)));
      if (one.tailored.waits) room_ -= one.lines.brief;
    }
    write_plan();
    add(before_more);
    write_more();
    add(after_more);
  }

  void add(std::string_view bytes) {
    std::memcpy(at_, bytes.data(), bytes.size());
    at_ += bytes.size();
  }

  void end_line() {
    lines_ += paper_.rows(letters_);
    letters_ = 0;
  }

  void add(const Words& words) {
    add(words.page);
    count(words.extent);
  }

  void count(const Extent& extent) {
    letters_ += extent.first;
    lines_ += intake_.large_print ? extent.large_lines : extent.normal_lines;
    if (!extent.ends_line) return;
    end_line();
    letters_ = extent.last;
  }

  void add(const Text& text) {
    add(text.page);
    letters_ += text.letters;
  }

  void add_escaped(std::string_view plain) {
    for (const char c : plain) {
      switch (c) {
        case '&': add("&amp;"); break;
        case '<': add("&lt;"); break;
        case '>': add("&gt;"); break;
        case '"': add("&quot;"); break;
        case '\'': add("&#39;"); break;
        default: *at_++ = c;
      }
    }
  }

  void add(Line line) {
    for (const Piece& piece : line) {
      if (piece.value == Value::words) {
        add(piece.words);
      } else if (piece.value == Value::date) {
        add_date(long_date, months, Date::parse(intake_.date));
      } else if (piece.value == Value::month) {
        add(month_);
      } else {
        if (piece.is_written) add_escaped(value(piece.value));
        letters_ += static_cast<int>(value(piece.value).size());
      }
    }
  }

  int letters_of(Line line) {
    int letters = 0;
    for (const Piece& piece : line) {
      letters += piece.value == Value::words ? piece.words.extent.first : static_cast<int>(value(piece.value).size());
    }
    return letters;
  }

  // In a quoted string of a style sheet.
  void add_in_style(Line line) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (const Piece& piece : line) {
      add(piece.words.page);
      for (const char c : value(piece.value)) {
        const auto code = static_cast<unsigned char>(c);
        const char lower = static_cast<char>(c | 0x20);
        if (code >= 0x80 || c == ' ' || (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z')) {
          *at_++ = c;
        } else {
          add("\\0000");
          *at_++ = digits[code >> 4];
          *at_++ = digits[code & 15];
        }
      }
    }
  }

  std::string_view& value(Value name) { return values_[static_cast<std::size_t>(name)]; }

  void set_number(Value name, int number, char* digits) {
    char* end = digits + 12;
    char* begin = end;
    do *--begin = static_cast<char>('0' + number % 10);
    while ((number /= 10) > 0);
    value(name) = {begin, static_cast<std::size_t>(end - begin)};
  }

  void add_date(Line form, const Text* month_words, Date date) {
    set_number(Value::year, date.year, year_digits_);
    set_number(Value::day, date.day, day_digits_);
    month_ = month_words[date.month - 1];
    add(form);
  }

  void write(Section section) {
    switch (section) {
      case Section::unfinished: write_unfinished(); break;
      case Section::notices: {
        const int before = lines_;
        write_notices(section);
        if (lines_ != before) lines_ += 5;
        break;
      }
      case Section::message: add(kind_.message); break;
      case Section::why: write_why(); break;
      case Section::advice: add_unbroken(kind_.advice); break;
      case Section::tell: add_unbroken(is_complete() ? kind_.tell : kind_.tell_unfinished); break;
      case Section::contact: write_contact(); break;
      case Section::tick_sheet: write_tick_sheet(); break;
      case Section::plan:
      case Section::more: break;
      case Section::left_out: write_left_out(); break;
      case Section::safety_net: write_safety_net(); break;
      case Section::foot: write_foot(); break;
    }
  }

  // It is not broken at the end of a column, which stays empty.
  void add_unbroken(Line section) {
    const int before = lines_;
    add(section);
    if (lines_ != before) lines_ += 10;
  }

  bool is_complete() const { return assessment_.possible == assessment_.known; }

  void add_count(int count, Line one, Line many) {
    char digits[12];
    set_number(Value::count, count, digits);
    add(count == 1 ? one : many);
  }

  void write_unfinished() {
    if (is_complete()) return;
    add_count(assessment_.open_questions, unfinished_one, unfinished_many);
    lines_ += 5;
  }

  void write_notices(Section section) {
    for (const Notice& notice : notices) {
      if (notice.section == section && assessment_.holds(notice.when, no) == yes) add(notice.words);
    }
  }

  void write_why() {
    const char* const start = at_;
    const int before = lines_;
    add(kind_.why);
    const char* const first = at_;
    std::array<bool, std::size(reasons)> told{};
    std::size_t counted = 0;
    for (int tier = assessment_.known; tier >= kind_.why_from; --tier) {
      for (const Rule& rule : rules) {
        if (rule.tier != tier || told[rule.reason] || assessment_.holds(rule.when, no) != yes) continue;
        told[rule.reason] = true;
        if (!rule.is_private && ++counted > kind_.why_at_most) continue;
        add(reasons[rule.reason]);
      }
    }
    if (assessment_.tier > assessment_.known) add(kind_.why_unfinished);
    if (counted > kind_.why_at_most) {
      add_count(static_cast<int>(counted - kind_.why_at_most), why_one_more, why_many_more);
    }
    if (at_ == first) {
      at_ = const_cast<char*>(start);
      lines_ = before;
    } else {
      add("</ul>\n</section>\n");
      lines_ += 10;
    }
  }

  void write_contact() {
    add(contact_head);
    if (!value(Value::clinic_name).empty()) add(contact_clinic);
    add(value(Value::clinic_phone).empty() ? contact_blank : contact_phone);
    add(value(Value::out_of_hours).empty() ? contact_out_of_hours_unknown : contact_out_of_hours);
    add(contact_foot);
  }

  // A topic of the plan or beyond it, and whether it finds room.
  struct Told {
    const Topic& topic;
    Tailored tailored;
    TopicLines lines;
    bool in_brief = false;
  };

  Told told(std::uint8_t index) const {
    const Topic& topic = topics[index];
    Told told{topic, tailor(topic, assessment_, plan_), lines_of_untailored[intake_.large_print][index]};
    if (told.tailored.changes()) {
      Ruler ruler(topic, told.tailored, paper_);
      told.lines = {ruler.whole(), ruler.brief()};
    }
    return told;
  }

  int lines_of_head(std::int8_t box) const {
    if (box < 0 || box == box_) return 0;
    const Extent& extent = box_heads[box].extent;
    return paper_.rows(extent.first) + (intake_.large_print ? extent.large_lines : extent.normal_lines);
  }

  void write_plan() {
    if (plan_.main_count == 0) return;
    lines_ = 0;
    add(plan_head);
    write_notices(Section::plan);
    room_ -= lines_;
    std::vector<Told> all;
    all.reserve(plan_.main_count);
    for (std::size_t i = 0; i < plan_.main_count; ++i) {
      const Told& one = all.emplace_back(told(plan_.main[i]));
      room_ -= lines_of_head(one.topic.box) + one.lines.whole;
      box_ = one.topic.box;
    }
    box_ = -1;
    for (const bool has_drawn_steps : {false, true}) {
      for (std::size_t i = all.size(); room_ < 0 && i-- > 0;) {
        if (all[i].in_brief || all[i].tailored.draws(all[i].tailored.steps()) != has_drawn_steps) continue;
        all[i].in_brief = true;
        room_ += all[i].lines.whole - all[i].lines.brief;
      }
    }
    for (const Told& one : all) {
      enter_box(one.topic.box);
      one.in_brief ? write_brief_topic(one) : write_topic(one);
    }
    enter_box(-1);
    add("</section>\n");
  }

  void enter_box(std::int8_t box) {
    if (box == box_) return;
    if (box_ >= 0) add("</div>\n");
    if (box >= 0) add(box_heads[box]);
    box_ = box;
  }

  void add_title(const Told& told) {
    add_element(told.topic.box < 0 ? "<h3>" : "<h4>", told.tailored.field(&TopicText::title),
                told.topic.box < 0 ? "</h3>\n" : "</h4>\n");
  }

  void add_element(std::string_view open, const Text& text, std::string_view close) {
    add(open);
    add(text);
    add(close);
  }

  void add_paragraph(std::string_view open, const Text& label, const Text& text) {
    if (text.empty()) return;
    add(open);
    add(label);
    add_element("", text, "</p>\n");
  }

  void add_caution(const Text& text) { add_paragraph("<p class=\"caution\">", caution_label, text); }

  void add_notes(const Tailored& tailored) {
    for (std::size_t i = 0; i < tailored.variant_count; ++i) add_caution(tailored.variants[i]->note);
  }

  void add_list(std::string_view open, const Tailored& tailored, std::span<const Item> all, std::string_view close) {
    if (!tailored.shows_any(all)) return;
    add(open);
    add(tailored.draws(all) ? " class=\"pictured\">\n" : ">\n");
    for (const Item& item : all) {
      if (!tailored.shows(item)) continue;
      add("<li>");
      if (item.figure >= 0) add(figures[item.figure]);
      add_element("", item.text, item.figure >= 0 ? "</figcaption></figure></li>\n" : "</li>\n");
    }
    add(close);
  }

  void write_topic(const Told& told) {
    const Tailored& tailored = told.tailored;
    if (!tailored.changes()) return add(told.topic.whole);
    add("<article class=\"topic\">\n");
    add_title(told);
    if (tailored.warns) add_caution(told.topic.warn);
    if (tailored.waits) add_paragraph("<p>", {}, told.topic.later);
    add_paragraph("<p>", {}, tailored.field(&TopicText::why));
    add_list("<ul", tailored, tailored.items(), "</ul>\n");
    add_list("<ol", tailored, tailored.steps(), "</ol>\n");
    add_paragraph("<p class=\"dose\">", dose_label, tailored.field(&TopicText::dose));
    add_notes(tailored);
    add_paragraph("<p class=\"stop_if\">", stop_if_label, tailored.field(&TopicText::stop_if));
    add_caution(tailored.field(&TopicText::caution));
    add_paragraph("<p class=\"evidence\">", evidence_label, tailored.field(&TopicText::evidence));
    add("</article>\n");
  }

  // What follows on the plan is told whatever the room; of the others, those for which there is none are only named.
  void write_more() {
    if (plan_.fits == 0) return;
    add(more_head);
    std::array<const Text*, 64> named;
    std::size_t named_count = 0;
    int tallest = 0, told_tallest = 0;
    for (std::uint64_t rest = plan_.fits; rest != 0; rest &= rest - 1) {
      const Told one = told(static_cast<std::uint8_t>(std::countr_zero(rest)));
      const int lines = lines_of_head(one.topic.box) + one.lines.brief;
      tallest = std::max(tallest, lines);
      if (!one.tailored.waits && lines + (intake_.large_print ? 0 : tallest) > room_) {
        tallest = told_tallest;
        named[named_count++] = &one.tailored.field(&TopicText::title);
        continue;
      }
      told_tallest = tallest;
      if (!one.tailored.waits) room_ -= lines;
      enter_box(one.topic.box);
      write_brief_topic(one);
    }
    enter_box(-1);
    add("</section>\n");
    if (named_count == 0) return;
    add(more_elsewhere);
    for (std::size_t i = 0; i < named_count; ++i) {
      if (i > 0) add(list_separator);
      add(*named[i]);
    }
    add(more_elsewhere_end);
  }

  void write_brief_topic(const Told& told) {
    const Tailored& tailored = told.tailored;
    if (!tailored.changes()) return add(told.topic.brief);
    add("<article class=\"brief\">\n");
    add_title(told);
    if (tailored.warns) add_caution(told.topic.warn);
    add("<p>");
    if (tailored.waits) add_element("", told.topic.later, " ");
    add(tailored.field(&TopicText::line));
    std::string_view separator = " ";
    for (const Item& item : tailored.items()) {
      if (!tailored.shows(item)) continue;
      add_element(separator, item.text, "");
      separator = list_separator.page;
    }
    add(tailored.shows_any(tailored.items()) ? ".</p>\n" : "</p>\n");
    add_notes(tailored);
    add_paragraph("<p class=\"stop_if\">", stop_if_label, tailored.field(&TopicText::stop_if));
    add_paragraph("<p class=\"evidence\">", evidence_label, tailored.field(&TopicText::evidence));
    add("</article>\n");
  }

  void write_tick_sheet() {
    if (plan_.main_count == 0) return;
    const int before = lines_;  // it has a page of its own
    add(sheet_head);
    if (intake_.date.empty()) add(sheet_date_line);
    struct Row {
      std::uint8_t topic;
      std::uint32_t days;
    };
    std::array<Row, 128> rows;
    std::size_t row_count = 0;
    const std::uint32_t every_day = (std::uint32_t{1} << tick_days) - 1;
    for (std::size_t i = 0; i < plan_.main_count; ++i) {
      const int most_days = topics[plan_.main[i]].most_days;
      rows[row_count] = {plan_.main[i], most_days == 0 ? every_day : every_day & ((1u << most_days) - 1)};
      for (const TickSequence& sequence : tick_sequences) {
        if (sequence.first != plan_.main[i]) continue;
        std::uint32_t& days = rows[row_count].days = 0;
        const std::int32_t number = intake_.facts.number[sequence.question];
        for (int day = 0; day < tick_days && intake_.facts.is_known(sequence.question); ++day) {
          if (number + day <= sequence.at_most) days |= std::uint32_t{1} << day;
        }
        if (((plan_.fits | plan_.placed) >> sequence.then & 1) != 0) {
          rows[++row_count] = {sequence.then, every_day & ~days};
        }
      }
      ++row_count;
    }
    Date date = intake_.date.empty() ? Date{} : Date::parse(intake_.date);
    for (int first = 0; first < tick_days; first += 7) {
      const int last = std::min(first + 7, tick_days);
      add("<table>\n<thead><tr><td></td>");
      for (int day = first; day < last; ++day) {
        set_number(Value::day, day + 1, day_digits_);
        add(sheet_day);
        if (!intake_.date.empty()) {
          add("<br><span>");
          add_date(short_date, short_months, date);
          add("</span>");
          date = date.next();
        }
        add("</th>");
      }
      add("</tr></thead>\n<tbody>\n");
      for (std::size_t i = 0; i < row_count; ++i) {
        const std::uint32_t days = rows[i].days >> first & ((1u << (last - first)) - 1);
        if (days == 0) continue;
        const Tailored tailored = tailor(topics[rows[i].topic], assessment_, plan_);
        Text action = tailored.own.tick.text.empty() ? tailored.own.title.text : tailored.own.tick.text;
        for (std::size_t v = 0; v < tailored.variant_count; ++v) {
          if (tailored.variants[v]->tick.given) action = tailored.variants[v]->tick.text;
        }
        add_element("<tr><th scope=\"row\">", action, "</th>");
        for (int day = 0; day < last - first; ++day) add((days >> day & 1) != 0 ? "<td>☐</td>" : "<td>–</td>");
        add("</tr>\n");
      }
      add("</tbody>\n</table>\n");
    }
    add("</section>\n");
    letters_ = 0;
    lines_ = before;
  }

  // "Because of …:", or "No clear answer yet about …:". It stands in reasons_.
  Text left_out_reason(const Topic& topic) {
    letters_ = 0;
    char* const page = std::exchange(at_, reasons_end_);
    const auto when = static_cast<std::size_t>(topic.withheld_when);
    if (assessment_.truth[when] == yes) {
      Met met;
      collect(intake_.facts, assessment_, when, met);
      begin_labels();
      for (std::uint64_t rest = met.questions & ~intake_.facts.not_asked; rest != 0; rest &= rest - 1) {
        const auto q = static_cast<unsigned>(std::countr_zero(rest));
        if (intake_.facts.is_unsure(q) || questions[q].type == Type::integer) add_label(questions[q].label);
        for (std::uint64_t members = met.members[q]; members != 0; members &= members - 1) {
          add_label(questions[q].value_labels[static_cast<std::size_t>(std::countr_zero(members))]);
        }
      }
      write_labels(because_of);
    } else {
      begin_labels();
      for (std::uint64_t rest = topic.withheld_questions & ~intake_.facts.known; rest != 0; rest &= rest - 1) {
        add_label(questions[std::countr_zero(rest)].label);
      }
      write_labels(not_answered);
    }
    char* const start = std::exchange(reasons_end_, std::exchange(at_, page));
    return {{start, static_cast<std::size_t>(reasons_end_ - start)}, std::exchange(letters_, 0)};
  }

  void begin_labels() { label_count_ = 0; }
  void add_label(const Text& label) {
    const auto end = labels_.begin() + static_cast<std::ptrdiff_t>(label_count_);
    const auto is_same = [&](const Text& other) { return other.page == label.page; };
    if (std::none_of(labels_.begin(), end, is_same)) labels_[label_count_++] = label;
  }
  void write_labels(Line form) {
    for (const Piece& piece : form) {
      if (piece.value != Value::labels) {
        add(piece.words);
        continue;
      }
      for (std::size_t i = 0; i < label_count_; ++i) {
        if (i > 0) add(label_separator);
        add(labels_[i]);
      }
    }
  }

  // Those of the topics that `is_wanted`, which are then no longer among them.
  template <typename IsWanted>
  static std::uint64_t take(std::uint64_t& among, IsWanted&& is_wanted) {
    std::uint64_t taken = 0;
    for (std::uint64_t rest = among; rest != 0; rest &= rest - 1) {
      if (is_wanted(static_cast<std::size_t>(std::countr_zero(rest)))) taken |= rest & -rest;
    }
    among &= ~taken;
    return taken;
  }

  void write_left_out() {
    if (plan_.withheld == 0) return;
    add(left_out_head);
    std::array<Text, 64> reason_of;
    reasons_end_ = reasons_.data();
    for (std::uint64_t rest = plan_.withheld; rest != 0; rest &= rest - 1) {
      const auto topic = static_cast<std::size_t>(std::countr_zero(rest));
      reason_of[topic] = left_out_reason(topics[topic]);
    }
    std::uint64_t untold = plan_.withheld;
    while (untold != 0) {
      const Text reason = reason_of[static_cast<std::size_t>(std::countr_zero(untold))];
      std::uint64_t listed = take(untold, [&](std::size_t topic) { return reason_of[topic].page == reason.page; });
      add("<h3>");
      add(reason.page);
      add("</h3>\n<ul>\n");
      while (listed != 0) {
        const Text& advice = topics[std::countr_zero(listed)].left_out;
        const std::uint64_t same =
            take(listed, [&](std::size_t topic) { return topics[topic].left_out.page == advice.page; });
        Text separator{"<li>", 0};
        for (std::uint64_t rest = same; rest != 0; rest &= rest - 1) {
          add(separator);
          add(topics[std::countr_zero(rest)].own.title.text);
          separator = list_separator;
        }
        add_element(": ", advice, "</li>\n");
        letters_ += reason.letters + 2 + letters_around_line;
        end_line();
      }
      add("</ul>\n");
    }
    add("</section>\n");
  }

  void write_safety_net() {
    add(safety_net);
    add(intake_.date.empty() ? made_from_answers_undated : made_from_answers);
  }

  void write_foot() {
    add(foot_head);
    std::uint64_t named = safety_net_organisations;
    for (std::uint64_t rest = plan_.placed | plan_.fits; rest != 0; rest &= rest - 1) {
      named |= topics[std::countr_zero(rest)].organisations;
    }
    Text separator{};
    for (; named != 0; named &= named - 1) {
      add(separator);
      add(organisations[std::countr_zero(named)]);
      separator = list_separator;
    }
    add(foot_sources_end);
    if (!value(Value::request_id).empty()) add(request);
    add(foot_end);
  }

  const Intake& intake_;
  const Assessment& assessment_;
  const Plan& plan_;
  const Kind& kind_;
  const Paper& paper_;
  char* at_;
  int letters_ = 0, lines_ = 0;  // of the line that is open; of all before it
  int room_ = 0;
  std::array<std::string_view, static_cast<std::size_t>(Value::count_of_values)> values_;
  Text month_{};
  std::int8_t box_ = -1;  // the one that is open
  char year_digits_[12], day_digits_[12];
  std::array<Text, 64> labels_;
  std::size_t label_count_ = 0;
  std::array<char, 64 * 1024> rest_, reasons_;
  char* reasons_end_ = nullptr;
};

}  // namespace

std::string_view Limit::page(simdjson::padded_string_view json, std::string_view known_page) {
  simdjson::ondemand::document document = parser_.iterate(json);
  Intake intake;
  Reader(intake).read(document);
  std::memcpy(page_.data(), known_page.data(), known_page.size());
  return {page_.data(), known_page.size()};
}

std::string_view Floor::page(simdjson::padded_string_view json) {
  simdjson::ondemand::document document = parser_.iterate(json);
  Intake intake;
  Reader(intake).read(document);
  settle_what_does_not_apply(intake.facts);
  Assessment assessment;
  assess(intake.facts, assessment);
  const std::size_t kind_index = assessment.tier - 1u;
  const Kind& kind = kinds[kind_index];
  Plan made;
  plan(kind, kind_index, assessment, made);
  const char* const end = Writer(intake, assessment, made, kind, page_.data()).write();
  return {page_.data(), static_cast<std::size_t>(end - page_.data())};
}

}  // namespace bench
