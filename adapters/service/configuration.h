// How one unknotd runs: what its configuration file says, each key once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace unknot::service {

struct Configuration {
  // Where
  std::vector<std::string> listen = {"127.0.0.1:8443"};  // "address:port", "[::1]:port"
  std::string admin_listen;                              // health and metrics, plain HTTP, loopback only; "": none
  unsigned threads = 0;                                  // 0: one a core

  // Who
  std::string certificate;
  std::string key;
  std::string client_authority;
  std::string client_revocations;
  std::vector<std::string> client_names;  // empty: every client whose certificate is good
  std::string tokens;                     // a file of token hashes
  std::string cds_clients;                // a file of CDS Hooks clients and their keys
  std::vector<std::string> cds_audiences;
  std::uint32_t cds_token_seconds = 300;  // from iat to exp
  std::uint32_t cds_skew_seconds = 60;
  bool allow_tls_1_2 = false;
  std::vector<std::string> cors_origins;  // "https://ehr.example"

  // What
  std::string pack;
  std::string overlay;
  std::string min_pack_version;
  std::string pdf_module;
  bool try_it_page = false;
  std::string public_url;  // "https://unknot.clinic.example:8443", as users reach it; "": no links, no infobutton

  // Limits
  std::uint32_t connections = 10000;
  std::uint32_t requests_per_minute = 0;  // of one client; 0: as many as it likes
  std::uint32_t head_seconds = 10;        // for the handshake, and for the head of a request
  std::uint32_t body_seconds = 30;
  std::uint32_t write_seconds = 30;
  std::uint32_t idle_seconds = 75;
  std::uint32_t drain_seconds = 30;
  std::uint64_t batch_bytes = 1024 * 1024 * 1024;

  // Logs
  std::string audit_log;
  bool audit_may_fail = false;  // true: answer although the audit log cannot be written
  std::string feedback_log;     // of CDS Hooks

  // HL7 v2
  std::vector<std::string> hl7_listen;  // "127.0.0.1:2575"; beyond loopback with TLS and client certificates
  std::string hl7_peer;                 // "host:port", where results go
  std::string hl7_peer_authority;       // who signed its certificate; "": plain, and then it is on this machine
  std::string hl7_document = "ORU";     // or "MDM"
  std::string hl7_handout = "html";     // or "pdf"
  std::uint32_t hl7_peer_seconds = 20;  // for all that goes there of one message
  std::uint64_t hl7_bytes = 256 * 1024;

  bool is_try = false;
};

}  // namespace unknot::service
