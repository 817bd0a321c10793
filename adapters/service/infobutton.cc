#include "infobutton.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "fhir.h"
#include "markup.h"

namespace unknot::service {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// Records name a terminology by its OID, FHIR by its URL.
std::string oid_of(std::string_view system) {
  constexpr std::pair<std::string_view, const char*> known[] = {
      {"http://snomed.info/sct", "2.16.840.1.113883.6.96"},
      {"http://hl7.org/fhir/sid/icd-10-cm", "2.16.840.1.113883.6.90"},
      {"http://hl7.org/fhir/sid/icd-10", "2.16.840.1.113883.6.3"},
  };
  for (const auto& [url, oid] : known) {
    if (system == url) return oid;
  }
  return "";
}

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find_first_of("-_")); }

bool is_about(const Infobutton& infobutton, const Feed& asked) {
  constexpr std::string_view urn = "urn:oid:";
  std::string_view system = asked.code_system;
  if (system.starts_with(urn)) system.remove_prefix(urn.size());
  return std::any_of(infobutton.focus.begin(), infobutton.focus.end(), [&](const auto& code) {
    return code.first == system && in_lower_case(code.second) == in_lower_case(asked.code);
  });
}

struct Entry {
  std::string id, title, summary, link;
};

std::vector<Entry> entries_of(const Infobutton& infobutton, const Feed& asked, const Infobutton::Language& language) {
  std::vector<Entry> entries;
  if (!is_about(infobutton, asked)) return entries;
  if (infobutton.has_page) {
    entries.push_back({infobutton.pack_url + "#questions-" + language.locale, language.questions_title, "",
                       infobutton.public_url + "/"});
  }
  entries.push_back({infobutton.pack_url + "#handout-" + language.locale, language.handout_title,
                     language.handout_summary,
                     infobutton.public_url + "/infobutton/handout?language=" + language.locale});
  return entries;
}

std::string subtitle_of(const Feed& asked) { return asked.code_system + " " + asked.code; }

std::vector<std::pair<const char*, std::string>> categories_of(const Feed& asked) {
  return {{"mainSearchCriteria.v.c", asked.code},
          {"mainSearchCriteria.v.cs", asked.code_system},
          {"informationRecipient.languageCode.c", asked.language}};
}

std::string element(const std::string& name, const std::string& text) {
  return "<" + name + ">" + in_markup(text) + "</" + name + ">";
}

}  // namespace

Result sheet_for_anybody(const Engine& engine, const std::string& locale) {
  return engine.assess(json{{"answers", json::object()}, {"handout", {{"locale", locale}}}}.dump());
}

Infobutton infobutton_of(const json& pack, const Engine& engine, std::string public_url, bool has_page) {
  Infobutton infobutton;
  infobutton.public_url = std::move(public_url);
  infobutton.has_page = has_page;
  infobutton.pack_url = pack.at("canonical_base").get<std::string>() + "/PlanDefinition/" +
                        pack.at("id").get<std::string>() + "/" + pack.at("version").get<std::string>();
  infobutton.updated = pack.at("date").get<std::string>() + "T00:00:00Z";
  for (const json& code : pack.at("codes").at("focus")) {
    const std::string oid = oid_of(code.at("system").get<std::string>());
    if (!oid.empty()) infobutton.focus.emplace_back(oid, code.at("code"));
  }
  const json about = json::parse(engine.info());
  for (const json& locale : about.at("locales")) {
    Infobutton::Language language;
    language.locale = locale.is_object() ? locale.at("tag") : locale;
    const json handout = json::parse(sheet_for_anybody(engine, language.locale).document(UNKNOT_MEDIA_HANDOUT_JSON));
    language.handout_title = handout.at("title");
    for (const json& section : handout.at("sections")) {
      if (section.at("id") == "message") language.handout_summary = section.at("blocks").at(0).at("text");
    }
    const std::string form(engine.questions(language.locale.c_str(), UNKNOT_MEDIA_FHIR).document(UNKNOT_MEDIA_FHIR));
    language.questions_title = head_of(form).at("title");
    infobutton.languages.push_back(std::move(language));
  }
  return infobutton;
}

std::size_t best_language(const Infobutton& infobutton, std::string_view language) {
  const std::string wanted = in_lower_case(language);
  std::size_t best = infobutton.languages.size();
  for (std::size_t i = 0; i < infobutton.languages.size(); ++i) {
    const std::string tag = in_lower_case(infobutton.languages[i].locale);
    if (tag == wanted) return i;
    if (best == infobutton.languages.size() && primary(tag) == primary(wanted)) best = i;
  }
  return best < infobutton.languages.size() ? best : 0;
}

std::string feed_as_xml(const Infobutton& infobutton, const Feed& asked) {
  const Infobutton::Language& language = infobutton.languages[best_language(infobutton, asked.language)];
  std::string feed =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"" +
      in_markup(infobutton.public_url) + "/\" xml:lang=\"" + language.locale + "\">" + element("title", "Unknot") +
      element("subtitle", subtitle_of(asked)) + element("updated", infobutton.updated) +
      element("id", infobutton.pack_url) + "<author>" + element("name", "Unknot") + "</author>";
  for (const auto& [scheme, term] : categories_of(asked)) {
    feed += std::string("<category scheme=\"") + scheme + "\" term=\"" + in_markup(term) + "\"/>";
  }
  for (const Entry& entry : entries_of(infobutton, asked, language)) {
    feed += "<entry>" + element("title", entry.title) + "<link href=\"" + in_markup(entry.link) +
            "\" rel=\"alternate\" type=\"text/html\" hreflang=\"" + language.locale + "\"/>" + element("id", entry.id) +
            element("updated", infobutton.updated);
    if (!entry.summary.empty()) feed += "<summary type=\"text\">" + in_markup(entry.summary) + "</summary>";
    feed += "</entry>";
  }
  return feed + "</feed>\n";
}

std::string feed_as_json(const Infobutton& infobutton, const Feed& asked) {
  const Infobutton::Language& language = infobutton.languages[best_language(infobutton, asked.language)];
  const auto value = [](const std::string& words) { return ordered_json{{"_value", words}}; };
  const auto text = [](const std::string& words) { return ordered_json{{"_value", words}, {"type", "text"}}; };
  ordered_json categories = ordered_json::array();
  for (const auto& [scheme, term] : categories_of(asked)) categories.push_back({{"scheme", scheme}, {"term", term}});
  ordered_json entries = ordered_json::array();
  for (const Entry& entry : entries_of(infobutton, asked, language)) {
    entries.push_back(
        {{"title", text(entry.title)},
         {"link",
          ordered_json::array(
              {{{"href", entry.link}, {"rel", "alternate"}, {"type", "text/html"}, {"hreflang", language.locale}}})},
         {"id", value(entry.id)},
         {"updated", value(infobutton.updated)}});
    if (!entry.summary.empty()) entries.back()["summary"] = text(entry.summary);
  }
  const ordered_json feed = {{"feed",
                              {{"base", infobutton.public_url + "/"},
                               {"lang", language.locale},
                               {"title", text("Unknot")},
                               {"subtitle", text(subtitle_of(asked))},
                               {"updated", value(infobutton.updated)},
                               {"id", value(infobutton.pack_url)},
                               {"author", {{"name", value("Unknot")}}},
                               {"category", std::move(categories)},
                               {"entry", std::move(entries)}}}};
  return feed.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace unknot::service
