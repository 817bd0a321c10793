#include "service.h"

#include <set>

#include "address.h"
#include "failure.h"
#include "fhir.h"
#include "openapi.h"
#include "source_attributes.h"
#include "try_it_page.h"

namespace unknot::service {

namespace {

using nlohmann::json;

Engine open_engine(const Configuration& from) {
  Options options;
  const auto path = [](const std::string& text) { return text.empty() ? nullptr : text.c_str(); };
  options.pack_path = path(from.pack);
  options.overlay_path = path(from.overlay);
  options.min_pack_version = path(from.min_pack_version);
  options.pdf_module = path(from.pdf_module);
  try {
    return Engine(options);
  } catch (const Error& error) {
    throw Failure("pack", error.what());
  }
}

TlsContext open_tls(const Configuration& from) {
  if (from.is_try) return TlsContext::throw_away();
  if (from.certificate.empty()) throw Failure("certificate", "is missing");
  if (from.key.empty()) throw Failure("key", "is missing");
  if (from.client_authority.empty() && (!from.client_revocations.empty() || !from.client_names.empty())) {
    throw Failure("client_authority", "is missing: nobody could have signed what the other client_* keys speak of");
  }
  return TlsContext(TlsFiles{from.certificate, from.key, from.client_authority, from.client_revocations,
                             from.tokens.empty() && from.cds_clients.empty(), from.allow_tls_1_2});
}

// Whoever can reach the service from another machine must say who they are.
void check_addresses(const Configuration& configuration, bool asks_who) {
  if (configuration.listen.empty()) throw Failure("listen", "is missing");
  for (const std::string& text : configuration.listen) {
    if (!read_address(text, "listen").is_loopback() && !asks_who) {
      throw Failure("listen",
                    text +
                        " is not loopback: set client_authority, tokens or cds_clients first, so that not everybody on "
                        "the network can ask");
    }
  }
  if (!configuration.admin_listen.empty() && !read_address(configuration.admin_listen, "admin_listen").is_loopback()) {
    throw Failure("admin_listen", configuration.admin_listen + " is not loopback");
  }
}

// What of the pack the service itself speaks of; its texts are many times as much, and are not kept.
json pack_of(const Engine& engine) {
  static const std::set<std::string> spoken_of = {"canonical_base", "codes", "date", "id", "rules", "version"};
  const json::parser_callback_t is_spoken_of = [](int depth, json::parse_event_t event, json& parsed) {
    return depth != 1 || event != json::parse_event_t::key || spoken_of.contains(parsed.get_ref<std::string&>());
  };
  return json::parse(engine.pack().document(), is_spoken_of);
}

std::set<std::string> private_rules_of(const json& pack) {
  std::set<std::string> ids;
  for (const json& rule : pack.at("rules")) {
    if (rule.at("private").get<bool>()) ids.insert(rule.at("id").get<std::string>());
  }
  return ids;
}

json attributes_of(const json& about) {
  return {{"pack", about.at("pack")}, {"source_attributes", about.at("source_attributes")}};
}

// Links begin with it, so it must be one that a browser follows safely.
void check_public_url(const std::string& url) {
  if (!url.empty() && (!url.starts_with("https://") || url.size() == 8 || url.ends_with("/"))) {
    throw Failure("public_url", "expected https://…, without a / at its end");
  }
}

}  // namespace

Service::Service(Configuration from)
    : configuration(std::move(from)),
      engine(open_engine(configuration)),
      tls(open_tls(configuration)),
      tokens(configuration.tokens.empty() ? Tokens() : Tokens(configuration.tokens)),
      cds_clients(configuration),
      hl7(configuration, engine),
      about(json::parse(engine.info())),
      pack_sha256(about.at("pack").at("sha256").get<std::string>()),
      pack([this] { return pack_of(engine); }),
      form([this] { return head_of(questionnaire.bytes()); }),
      infobutton([this] {
        return infobutton_of(*pack, engine, configuration.public_url,
                             configuration.try_it_page || configuration.is_try);
      }),
      cds_hooks([this] {
        const json& named = about.at("pack");
        return CdsHooks{form->at("url"), configuration.public_url,
                        named.at("id").get<std::string>() + " " + named.at("version").get<std::string>(),
                        private_rules_of(*pack)};
      }),
      info("application/json", [this] { return std::string(engine.info()); }),
      source_attributes("application/json", [this] { return attributes_of(about).dump(); }),
      source_attributes_html("text/html; charset=utf-8",
                             [this] { return source_attributes_page(attributes_of(about)); }),
      openapi("application/json", [] { return std::string(openapi_document()); }),
      questionnaire(
          "application/fhir+json",
          [this] { return std::string(engine.questions(nullptr, UNKNOT_MEDIA_FHIR).document(UNKNOT_MEDIA_FHIR)); }),
      fhir_metadata("application/fhir+json", [this] { return capability_statement(*form, unknot_version()).dump(); }),
      cds_services("application/json", [this] { return unknot::service::cds_services(*cds_hooks).dump(); }) {
  check_addresses(configuration, asks_who());
  check_public_url(configuration.public_url);
  if (configuration.try_it_page && takes_tokens() && configuration.client_authority.empty()) {
    throw Failure("try_it_page", "a browser has no token to show: set client_authority, or switch the page off");
  }
  for (const json& locale : about.at("locales")) {
    const std::string tag = locale.is_object() ? locale.at("tag").get<std::string>() : locale.get<std::string>();
    questions.emplace_back(std::piecewise_construct, std::forward_as_tuple(tag),
                           std::forward_as_tuple("application/json", [this, tag] {
                             return std::string(engine.questions(tag.c_str()).document());
                           }));
    sheets_for_anybody.emplace_back("text/html; charset=utf-8", [this, tag] {
      return std::string(sheet_for_anybody(engine, tag).document(UNKNOT_MEDIA_HTML));
    });
  }
  if (configuration.try_it_page || configuration.is_try) {
    for (const PageFile& file : try_it_page_files()) {
      try_it_page.try_emplace(file.path, std::string(file.content_type),
                              [bytes = file.bytes] { return std::string(bytes); });
    }
  }
}

}  // namespace unknot::service
