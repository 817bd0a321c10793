#include "arguments.h"

#include <unknot/unknot.h>

#include <CLI/CLI.hpp>

#include "failure.h"

namespace unknot::service {

namespace {

constexpr int wrong_usage = 64;

void add_keys(CLI::App& app, Configuration& to) {
  const auto whole = [](std::uint64_t least, std::uint64_t most) { return CLI::Range(least, most); };
  app.add_option("--listen", to.listen, "Addresses to listen on: \"127.0.0.1:8443\", \"[::]:8443\"");
  app.add_option("--admin_listen", to.admin_listen, "Loopback address of /healthz, /readyz and /metrics, plain HTTP");
  app.add_option("--threads", to.threads, "Threads; 0: one a core")->check(whole(0, 256));

  app.add_option("--certificate", to.certificate, "The server's certificate and what signed it, PEM");
  app.add_option("--key", to.key, "Its key, PEM without a password, readable by its owner alone");
  app.add_option("--client_authority", to.client_authority, "Who may sign clients' certificates, PEM");
  app.add_option("--client_revocations", to.client_revocations, "The revocation lists of these, PEM");
  app.add_option("--client_names", to.client_names, "Names in clients' certificates that are let in; none: all");
  app.add_option("--tokens", to.tokens, "Bearer tokens, a line each: NAME sha256:HEX (unknotd --make-token)");
  app.add_option("--cds_clients", to.cds_clients, "CDS Hooks clients let in by JSON Web Tokens, and their keys, JSON");
  app.add_option("--cds_audiences", to.cds_audiences,
                 "Whom these tokens are meant for: our addresses, as clients know");
  app.add_option("--cds_token_seconds", to.cds_token_seconds, "Longest life of such a token")->check(whole(1, 3600));
  app.add_option("--cds_skew_seconds", to.cds_skew_seconds, "How far their clocks may be off")->check(whole(0, 300));
  app.add_option("--allow_tls_1_2", to.allow_tls_1_2, "Speak TLS 1.2 too, for old clients");
  app.add_option("--cors_origins", to.cors_origins, "Web pages of these origins may ask: \"https://ehr.example\"");

  app.add_option("--pack", to.pack, "Content pack, folder or JSON file; none: the built-in one");
  app.add_option("--overlay", to.overlay, "The site's changes to it, folder or JSON file");
  app.add_option("--min_pack_version", to.min_pack_version, "Refuse an older pack");
  app.add_option("--pdf_module", to.pdf_module, "Absolute path of libunknot-pdf.so.1; none: no PDF");
  app.add_option("--try_it_page", to.try_it_page, "Serve the intake as a page at /");

  app.add_option("--public_url", to.public_url,
                 "How users reach this service, for links and the infobutton: \"https://unknot.example\"");

  app.add_option("--connections", to.connections, "Most connections at once")->check(whole(1, 1000000));
  app.add_option("--requests_per_minute", to.requests_per_minute, "Most requests of one client; 0: no limit");
  app.add_option("--head_seconds", to.head_seconds, "Longest handshake, and head of a request")->check(whole(1, 3600));
  app.add_option("--body_seconds", to.body_seconds, "Longest wait for more of a body")->check(whole(1, 3600));
  app.add_option("--write_seconds", to.write_seconds, "Longest wait for a client to read on")->check(whole(1, 3600));
  app.add_option("--idle_seconds", to.idle_seconds, "Longest wait for a next request")->check(whole(1, 86400));
  app.add_option("--drain_seconds", to.drain_seconds, "Longest wait for requests when told to stop")
      ->check(whole(0, 3600));
  app.add_option("--batch_bytes", to.batch_bytes, "Largest batch");

  app.add_option("--audit_log", to.audit_log, "One line a request, never with anything about a patient");
  app.add_option("--audit_may_fail", to.audit_may_fail, "Answer although the audit log cannot be written");
  app.add_option("--feedback_log", to.feedback_log, "One line for each CDS Hooks feedback, without its free text");

  app.add_option("--hl7_listen", to.hl7_listen, "Addresses for HL7 v2 over MLLP: \"127.0.0.1:2575\"");
  app.add_option("--hl7_peer", to.hl7_peer, "Where its results go: \"ehr.example:2575\"");
  app.add_option("--hl7_peer_authority", to.hl7_peer_authority, "Who signed that one's certificate, PEM");
  app.add_option("--hl7_document", to.hl7_document, "ORU or MDM");
  app.add_option("--hl7_handout", to.hl7_handout, "html or pdf");
  app.add_option("--hl7_peer_seconds", to.hl7_peer_seconds, "Longest wait for all of its acknowledgements")
      ->check(whole(1, 3600));
  app.add_option("--hl7_bytes", to.hl7_bytes, "Largest message")->check(whole(1024, 16 * 1024 * 1024));
}

}  // namespace

std::optional<Arguments> read_arguments(int argc, char** argv, int& exit_code) {
  Arguments arguments;
  CLI::App app("The unknot library on a clinic's network: HTTPS in, flags and handouts out.\n", "unknotd");
  app.set_version_flag("--version", std::string("unknotd ") + unknot_version() + " (" + unknot_build_id() + ")");
  CLI::Option* trying =
      app.add_flag("--try", arguments.configuration.is_try, "On 127.0.0.1:8443, with everything on, for anybody here");
  CLI::Option* file = app.add_option("--config", arguments.configuration_file, "The configuration, a TOML file");
  CLI::Option* token =
      app.add_flag("--make-token", arguments.makes_token, "Make a bearer token and its line for `tokens`");
  CLI::Option* ready =
      app.add_option("--ready", arguments.asks_ready, "Ask the service with this admin address; 0 if it may be asked");
  app.add_flag("--check", arguments.only_check, "Say what is wrong with the configuration, and end")->needs(file);
  trying->excludes(file)->excludes(token)->excludes(ready);
  app.footer("Try it: unknotd --try\n\nEach key of the configuration: docs/deploy.md");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    exit_code = app.exit(error) == 0 ? 0 : wrong_usage;
    return std::nullopt;
  }
  if (!*trying && !*file && !*token && !*ready) {
    std::cerr << app.help();
    exit_code = wrong_usage;
    return std::nullopt;
  }
  if (*trying) arguments.configuration.public_url = "https://127.0.0.1:8443";
  if (*file) arguments.configuration = read_configuration(arguments.configuration_file);
  return arguments;
}

Configuration read_configuration(const std::string& path) {
  Configuration configuration;
  CLI::App app;
  add_keys(app, configuration);
  app.set_config("--config", path, "", true);
  app.allow_config_extras(CLI::config_extras_mode::error);
  try {
    app.parse(std::vector<std::string>{});
  } catch (const CLI::ParseError& error) {
    throw Failure("", path + ": " + error.what());
  }
  return configuration;
}

}  // namespace unknot::service
