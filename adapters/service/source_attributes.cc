#include "source_attributes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "markup.h"

namespace unknot::service {

namespace {

std::string words_of(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace

std::string source_attributes_page(const nlohmann::json& attributes) {
  const nlohmann::json& pack = attributes.at("pack");
  const std::string of = in_markup(pack.at("id").get<std::string>() + " " + pack.at("version").get<std::string>());
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>Source attributes</title>\n<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem "
      "auto;padding:0 1rem}th{text-align:left;vertical-align:top;padding:.4rem 1.5rem .4rem 0}td{padding:.4rem "
      "0}</style>\n</head>\n<body>\n<h1>Source attributes</h1>\n<p>What the decision support of the content pack " +
      of + " rests on, and which data of a patient it uses.</p>\n<table>\n";
  for (const nlohmann::json& attribute : attributes.at("source_attributes")) {
    page += "<tr><th scope=\"row\">" + in_markup(words_of(attribute.at("name").get<std::string>())) + "</th><td>" +
            in_markup(attribute.at("value").get<std::string>()) + "</td></tr>\n";
  }
  return page + "</table>\n</body>\n</html>\n";
}

}  // namespace unknot::service
