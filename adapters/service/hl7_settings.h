// What the service needs to speak HL7 v2, made of its configuration and pack and checked whole.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "address.h"
#include "configuration.h"
#include "hl7_answers.h"

namespace unknot::service {

struct Hl7Settings {
  // Throws Failure.
  Hl7Settings(const Configuration& configuration, const Engine& engine);

  Hl7Questions questions;
  std::set<std::string, std::less<>> private_rules;      // by id
  std::string peer_host;                                 // that its certificate must name
  std::vector<Address> peer_addresses;                   // looked up once
  SSL_CTX* peer_tls() const { return peer_tls_.get(); }  // NULL: the peer is on this machine, and plain

 private:
  struct Free {
    void operator()(SSL_CTX* context) const;
  };

  void read_peer(const Configuration& configuration);
  void open_peer_tls(const Configuration& configuration);

  std::unique_ptr<SSL_CTX, Free> peer_tls_;
};

}  // namespace unknot::service
