// What an intake may hold beside the answers.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace unknot::intake {

// Which object or list the reader is in.
enum class Place : std::uint8_t { before, root, answers, many, request, handout, clinic, after };

// A member of one of the intake's objects.
struct Member {
  std::string_view name;
  enum class Type : std::uint8_t {
    object,
    flag,
    locale,
    clinic_locale,
    page,
    date,
    name,
    phone,
    out_of_hours,
    emergency_number,
    request_id
  } type;
  Place opens = Place::after;
};

inline constexpr Member root_members[] = {{"answers", Member::Type::object, Place::answers},
                                          {"request", Member::Type::object, Place::request},
                                          {"handout", Member::Type::object, Place::handout}};
inline constexpr Member request_members[] = {
    {"id", Member::Type::request_id}, {"subject", Member::Type::name}, {"encounter", Member::Type::name}};
inline constexpr Member handout_members[] = {
    {"locale", Member::Type::locale},     {"large_print", Member::Type::flag},
    {"page", Member::Type::page},         {"date", Member::Type::date},
    {"patient_name", Member::Type::name}, {"clinic", Member::Type::object, Place::clinic}};
inline constexpr Member clinic_members[] = {{"name", Member::Type::name},
                                            {"phone", Member::Type::phone},
                                            {"out_of_hours", Member::Type::out_of_hours},
                                            {"emergency_number", Member::Type::emergency_number},
                                            {"locale", Member::Type::clinic_locale}};

inline std::span<const Member> members_of(Place place) {
  switch (place) {
    case Place::root: return root_members;
    case Place::request: return request_members;
    case Place::handout: return handout_members;
    case Place::clinic: return clinic_members;
    default: return {};
  }
}

}  // namespace unknot::intake
