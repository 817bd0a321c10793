#include "schema.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "support.h"

namespace unknot_test {

namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

// valijson matches bytes: a pattern that names characters beyond them would not compile. ajv.mjs checks those.
void drop_wide_patterns(Json& schema) {
  if (schema.is_object() && schema.contains("pattern") && schema.at("pattern").is_string() &&
      schema.at("pattern").get_ref<const std::string&>().find("\\u2") != std::string::npos) {
    schema.erase("pattern");
  }
  if (schema.is_structured()) {
    for (Json& part : schema) drop_wide_patterns(part);
  }
}

}  // namespace

struct Schema::Compiled {
  valijson::Schema schema;
  valijson::Validator validator;
};

Schema::Schema(const std::string& name) : compiled_(std::make_unique<Compiled>()) {
  Json source = Json::parse(read_file(std::string(UNKNOT_SCHEMAS) + '/' + name + ".schema.json"));
  drop_wide_patterns(source);
  valijson::SchemaParser().populateSchema(Adapter(source), compiled_->schema);
}

Schema::~Schema() = default;

bool Schema::accepts(const Json& document) const {
  return compiled_->validator.validate(compiled_->schema, Adapter(document), nullptr);
}

std::string Schema::complaint(const Json& document) const {
  if (accepts(document)) return "";
  valijson::ValidationResults results;
  compiled_->validator.validate(compiled_->schema, Adapter(document), &results);
  std::string all = "refused";
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    all += '\n';
    for (const std::string& place : error.context) all += place;
    all += ": " + error.description;
  }
  return all;
}

}  // namespace unknot_test
