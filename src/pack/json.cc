#include "pack/json.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>
#include <vector>

#include "base/json_reader.h"
#include "base/limits.h"
#include "base/utf8.h"

namespace unknot::pack {

namespace {

// Most names differ in their first byte already.
unsigned first_of(std::string_view name) { return name.empty() ? 0 : static_cast<unsigned char>(name.front()); }

bool by_name(const Json::Member& left, const Json::Member& right) {
  const unsigned first = first_of(left.name);
  const unsigned other = first_of(right.name);
  return first != other ? first < other : left.name < right.name;
}

bool is_same(std::string_view left, std::string_view right) {
  return left.size() == right.size() && first_of(left) == first_of(right) && left == right;
}

template <typename Thing>
std::span<Thing> room_for(std::size_t count, std::pmr::memory_resource& memory) {
  return {static_cast<Thing*>(memory.allocate(count * sizeof(Thing), alignof(Thing))), count};
}

// Builds the tree: what is not yet in an array or object that has ended waits in `open_`.
class Builder {
 public:
  Builder(const JsonLimits& json_limits, std::pmr::memory_resource& memory) : limits_(json_limits), memory_(memory) {
    open_.reserve(256);
  }

  Json root() const { return open_.front().value; }

  bool Null() { return add({}); }
  bool Bool(bool value) { return add(Json::boolean(value)); }
  bool RawNumber(const char* digits, rapidjson::SizeType size, bool) { return add(Json::number({digits, size})); }
  // Numbers come as text; the reader names these all the same.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  bool String(const char* text, rapidjson::SizeType size, bool) { return add(Json::string({text, size})); }
  bool Key(const char* name, rapidjson::SizeType size, bool) {
    name_ = {name, size};
    return true;
  }
  bool StartArray() { return start(); }
  bool StartObject() { return start(); }

  bool EndArray(rapidjson::SizeType count) {
    const std::span<Json> entries = room_for<Json>(count, memory_);
    const auto first = open_.end() - static_cast<std::ptrdiff_t>(count);
    std::transform(first, open_.end(), entries.begin(), [](const Json::Member& entry) { return entry.value; });
    return end(count, Json::array(entries));
  }

  bool EndObject(rapidjson::SizeType count) {
    const std::span<Json::Member> members = room_for<Json::Member>(count, memory_);
    std::copy(open_.end() - static_cast<std::ptrdiff_t>(count), open_.end(), members.begin());
    if (!std::is_sorted(members.begin(), members.end(), by_name)) std::sort(members.begin(), members.end(), by_name);
    const auto twice = std::adjacent_find(members.begin(), members.end(),
                                          [](const auto& a, const auto& b) { return a.name == b.name; });
    if (twice != members.end()) {
      // Whose name a patient's data could be is not named; nor what is no text, which the reader looks for at the end.
      std::string expected = "each member once";
      if (limits_.status == Status::pack && utf8::valid(twice->name)) (expected += ": ") += twice->name;
      fail(limits_.status, ProblemCode::duplicate_member, "", std::move(expected));
    }
    return end(count, Json::object(members));
  }

 private:
  bool add(const Json& value) {
    if (++values_ > limits::pack_values) fail(limits_.status, ProblemCode::too_large, "", "at most 262144 values");
    open_.push_back({name_, value});
    return true;
  }

  // The array or object stands under its name, empty, until its end.
  bool start() {
    if (++depth_ > limits_.depth) {
      fail(limits_.status, ProblemCode::too_deep, "", "at most " + std::to_string(limits_.depth) + " levels");
    }
    return add({});
  }

  bool end(std::size_t count, const Json& whole) {
    --depth_;
    open_.resize(open_.size() - count);
    open_.back().value = whole;
    return true;
  }

  const JsonLimits& limits_;
  std::pmr::memory_resource& memory_;
  std::vector<Json::Member> open_;
  std::string_view name_;
  int depth_ = 0;
  std::size_t values_ = 0;
};

void write_string(std::string_view text, std::string& out) {
  constexpr const char* digits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) {
          out += c;
        } else {
          out.append("\\u00").append(1, digits[c >> 4]).append(1, digits[c & 15]);
        }
    }
  }
  out += '"';
}

void write(const Json& json, std::string& out) {
  if (json.is_object()) {
    char before = '{';
    for (const Json::Member& member : json.members()) {
      out += std::exchange(before, ',');
      write_string(member.name, out);
      out += ':';
      write(member.value, out);
    }
    out += json.members().empty() ? "{}" : "}";
  } else if (json.is_array()) {
    char before = '[';
    for (const Json& entry : json.entries()) {
      out += std::exchange(before, ',');
      write(entry, out);
    }
    out += json.entries().empty() ? "[]" : "]";
  } else if (json.is_string()) {
    write_string(json.text(), out);
  } else if (json.is_number()) {
    out += json.text();
  } else {
    out += json.is_null() ? "null" : json.is_true() ? "true" : "false";
  }
}

}  // namespace

Json Json::object(std::span<const Member> members) { return {Type::object, members.size(), members.data()}; }

std::string_view Json::text() const {
  if (!is_string() && !is_number()) return {};
  return {static_cast<const char*>(data_), size_};
}

std::optional<std::int64_t> Json::integer() const {
  const std::string_view digits = text();
  if (!is_number() || digits.find_first_of(".eE") != std::string_view::npos) return std::nullopt;
  std::int64_t value = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec == std::errc()) return value;
  using Limits = std::numeric_limits<std::int64_t>;
  return digits.front() == '-' ? Limits::min() : Limits::max();
}

std::span<const Json> Json::entries() const {
  if (!is_array()) return {};
  return {static_cast<const Json*>(data_), size_};
}

std::span<const Json::Member> Json::members() const {
  if (!is_object()) return {};
  return {static_cast<const Member*>(data_), size_};
}

const Json::Member* Json::member(std::string_view name) const {
  const std::span<const Member> all = members();
  if (all.size() <= 16) {  // most of them; names of other lengths are passed over at a glance
    for (const Member& one : all) {
      if (is_same(one.name, name)) return &one;
    }
    return nullptr;
  }
  const auto found = std::lower_bound(all.begin(), all.end(), Member{name, {}}, by_name);
  return found == all.end() || !is_same(found->name, name) ? nullptr : &*found;
}

const Json* Json::find(std::string_view name) const {
  const Member* found = member(name);
  return found == nullptr ? nullptr : &found->value;
}

const Json& Json::operator[](std::string_view name) const {
  static constinit const Json null;
  const Json* found = find(name);
  return found == nullptr ? null : *found;
}

std::string compact(const Json& json) {
  std::string out;
  write(json, out);
  return out;
}

Json merge(const Json& under, const Json& over, std::pmr::memory_resource& memory) {
  if (!over.is_object()) return over;
  const std::span<const Json::Member> below = under.members();
  const std::span<Json::Member> all = room_for<Json::Member>(below.size() + over.members().size(), memory);
  std::size_t count = 0;
  auto kept = below.begin();
  for (const Json::Member& member : over.members()) {
    while (kept != below.end() && kept->name < member.name) all[count++] = *kept++;
    const bool replaces = kept != below.end() && kept->name == member.name;
    const Json replaced = replaces ? (kept++)->value : Json();
    if (!member.value.is_null()) all[count++] = {member.name, merge(replaced, member.value, memory)};
  }
  while (kept != below.end()) all[count++] = *kept++;
  return Json::object(all.first(count));
}

Json with(const Json& object, std::span<const std::string_view> path, const Json& value,
          std::pmr::memory_resource& memory) {
  if (path.empty()) return value;
  const Json::Member changed{path.front(), with(object[path.front()], path.subspan(1), value, memory)};
  const std::span<const Json::Member> old = object.members();
  const auto at = std::lower_bound(old.begin(), old.end(), changed, by_name);
  const bool replaces = at != old.end() && at->name == changed.name;
  const std::span<Json::Member> all = room_for<Json::Member>(old.size() + (replaces ? 0 : 1), memory);
  const auto place = std::copy(old.begin(), at, all.begin());
  *place = changed;
  std::copy(at + (replaces ? 1 : 0), old.end(), place + 1);
  return Json::object(all);
}

Json list_of(std::span<const Json> entries, std::pmr::memory_resource& memory) {
  const std::span<Json> all = room_for<Json>(entries.size(), memory);
  std::copy(entries.begin(), entries.end(), all.begin());
  return Json::array(all);
}

Json text_of(std::string_view text, std::pmr::memory_resource& memory) {
  const std::span<char> bytes = room_for<char>(text.size() + 1, memory);
  *std::copy(text.begin(), text.end(), bytes.begin()) = '\0';
  return Json::string({bytes.data(), text.size()});
}

Json parse_json(std::string_view bytes, std::string_view pointer, const JsonLimits& json_limits,
                std::pmr::memory_resource& memory) {
  const auto refuse_for = [&](ProblemCode code, std::string expected) {
    fail(json_limits.status, code, std::string(pointer), std::move(expected));
  };
  if (bytes.size() > json_limits.bytes) {
    const std::size_t mebibytes = json_limits.bytes >> 20;
    // GCOVR_EXCL_BR_START: what is undone of the words if memory runs out
    refuse_for(ProblemCode::too_large, "at most " + (mebibytes > 0 ? std::to_string(mebibytes) + " MiB"
                                                                   : std::to_string(json_limits.bytes) + " bytes"));
    // GCOVR_EXCL_BR_STOP
  }
  Builder builder(json_limits, memory);
  // Recursion is faster, and small as deep as a pack goes; what FHIR nests would not fit every stack.
  const JsonError error = json_limits.depth <= limits::pack_depth
                              ? read_json<Depth::bounded_by_handler>(bytes, builder, memory)
                              : read_json<Depth::unbounded>(bytes, builder, memory);
  if (error.code != rapidjson::kParseErrorNone || !utf8::valid(bytes)) {
    refuse_for(ProblemCode::invalid_json, "one JSON object in UTF-8");  // GCOVR_EXCL_BR_LINE: likewise
  }
  return builder.root();
}

}  // namespace unknot::pack
