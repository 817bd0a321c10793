// FHIR R4 over HTTP: what this service can do, and what went wrong, as resources.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>
#include <unknot/unknot.hpp>

namespace unknot::service {

// Assesses a response at the time that is given, or else at its own, or else now, so that it can become FHIR: a
// resource without a time is none. at: Unix seconds; 0: not given. Throws Error.
Result assess_response(const Engine& engine, std::string_view response, std::int64_t at);

// GET /fhir/metadata, for the pack's Questionnaire.
nlohmann::ordered_json capability_statement(const nlohmann::json& questionnaire, std::string_view version);

// The members of a resource that are neither lists nor objects, of which there are many.
nlohmann::json head_of(const std::string& resource);

// One error. pointer: JSON pointer into the QuestionnaireResponse that was sent; "" if it is about none of its parts.
nlohmann::ordered_json operation_outcome(int status, std::string_view code, std::string_view detail,
                                         std::string_view pointer);

}  // namespace unknot::service
