// Asks a running service, for probes that have no other program to ask with.
#pragma once

#include <string>

namespace unknot::service {

// Whether the service whose admin listener is at this address may be asked. Throws Failure for what is no address.
bool is_ready(const std::string& admin_address);

}  // namespace unknot::service
