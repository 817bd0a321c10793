#include <sys/resource.h>

#include <csignal>
#include <exception>
#include <iostream>

#include "arguments.h"
#include "ready.h"
#include "server.h"

namespace {

using unknot::service::Arguments;
using unknot::service::Configuration;
using unknot::service::Server;
using unknot::service::Service;

constexpr int could_not_start = 1;

// A core file would hold patients' answers and the key.
void write_no_core() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

// As many descriptors as connections, and some; what the system does not give is found out at accept.
void raise_descriptor_limit(const Configuration& configuration) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, configuration.connections + 64));
  setrlimit(RLIMIT_NOFILE, &limit);
}

void say_how_to_ask(const Service& service, const Server& server) {
  for (const auto& address : server.addresses()) {
    std::cout << "unknotd listens on https://" << address.text()
              << "\n\nFill in the intake in a browser, which warns of the certificate made for this run:\n\n  https://"
              << address.text() << "/\n\nAsk it:\n\n  curl --insecure --pinnedpubkey '" << service.tls.key_pin()
              << "' \\\n    -H 'Content-Type: application/json' -H 'Accept: text/plain' \\\n"
              << "    -d '{\"answers\": {\"age\": 46, \"saddle_numbness\": true}}' \\\n    https://" << address.text()
              << "/v1/assess\n\nStop it: Ctrl-C" << std::endl;
  }
}

int run(int argc, char** argv) {
  int exit_code = 0;
  const std::optional<Arguments> arguments = unknot::service::read_arguments(argc, argv, exit_code);
  if (!arguments) return exit_code;
  if (arguments->makes_token) {
    const auto made = unknot::service::make_token("NAME");
    std::cout << "token, for the client alone:  " << made.token << "\nline, for the file of tokens: " << made.line
              << "\n";
    return 0;
  }
  if (!arguments->asks_ready.empty()) return unknot::service::is_ready(arguments->asks_ready) ? 0 : 1;
  const auto service = std::make_shared<const Service>(arguments->configuration);
  if (arguments->only_check) {
    std::cout << arguments->configuration_file << " is good: pack " << service->pack_sha256 << "\n";
    return 0;
  }
  write_no_core();
  raise_descriptor_limit(service->configuration);
  Server server(service, arguments->configuration_file);
  if (service->configuration.is_try) say_how_to_ask(*service, server);
  return server.run();
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const std::exception& failure) {
    std::cerr << "unknotd: " << failure.what() << "\n";
    return could_not_start;
  }
}
