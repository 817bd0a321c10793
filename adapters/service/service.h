// All that answers depend on, checked whole and swapped whole: what one configuration makes of files, packs and keys.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
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
#include "tls_context.h"
#include "tokens.h"

namespace unknot::service {

// A document that is the same for everybody, in the forms in which it is sent.
struct Page {
  std::string content_type;
  std::string bytes;
  std::string gzipped;
  std::string etag;  // with its quotes
};

struct Service {
  // Throws Failure; nothing was begun then.
  explicit Service(Configuration from);

  Configuration configuration;
  Engine engine;
  std::string pack_sha256;
  TlsContext tls;
  Tokens tokens;
  CdsClients cds_clients;
  std::vector<std::pair<std::string, Page>> questions;  // by locale, the pack's first one first
  Page info;
  Page source_attributes;       // as data,
  Page source_attributes_html;  // and to be read
  Page openapi;
  Page fhir_metadata;
  Page questionnaire;
  Infobutton infobutton;
  std::vector<Page> sheets_for_anybody;  // by language of the infobutton
  CdsHooks cds_hooks;
  Page cds_services;
  Hl7Settings hl7;
  std::map<std::string_view, Page> try_it_page;  // by path; empty unless switched on

  // Whether a client must say who it is.
  bool asks_who() const { return !configuration.client_authority.empty() || takes_tokens(); }
  bool takes_tokens() const { return !tokens.empty() || !cds_clients.empty(); }
};

}  // namespace unknot::service
