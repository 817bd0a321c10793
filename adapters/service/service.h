// All that answers depend on, checked whole and swapped whole: what one configuration makes of files, packs and keys.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unknot/unknot.hpp>
#include <vector>

#include "cds_clients.h"
#include "cds_hooks.h"
#include "configuration.h"
#include "hl7_settings.h"
#include "infobutton.h"
#include "lazy.h"
#include "public_page.h"
#include "tls_context.h"
#include "tokens.h"

namespace unknot::service {

struct Service {
  // Throws Failure; nothing was begun then.
  explicit Service(Configuration from);

  Configuration configuration;
  Engine engine;
  TlsContext tls;
  Tokens tokens;
  CdsClients cds_clients;
  Hl7Settings hl7;
  nlohmann::json about;  // what the engine says of itself and of its pack
  std::string pack_sha256;
  Lazy<nlohmann::json> pack;  // what of it the service itself speaks of
  Lazy<nlohmann::json> form;  // the Questionnaire without its questions
  Lazy<Infobutton> infobutton;
  Lazy<CdsHooks> cds_hooks;

  PublicPage info;
  PublicPage source_attributes;       // as data,
  PublicPage source_attributes_html;  // and to be read
  PublicPage openapi;
  PublicPage questionnaire;
  PublicPage fhir_metadata;
  PublicPage cds_services;
  std::deque<std::pair<std::string, PublicPage>> questions;  // by locale, the pack's first one first
  std::deque<PublicPage> sheets_for_anybody;                 // by language of the infobutton
  std::map<std::string_view, PublicPage> try_it_page;        // by path; empty unless switched on

  // Whether a client must say who it is.
  bool asks_who() const { return !configuration.client_authority.empty() || takes_tokens(); }
  bool takes_tokens() const { return !tokens.empty() || !cds_clients.empty(); }
};

}  // namespace unknot::service
