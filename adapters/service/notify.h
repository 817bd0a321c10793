// What the service manager is told: "READY=1", "RELOADING=1", "STOPPING=1". Nothing is done if there is none.
#pragma once

#include <string>

namespace unknot::service {

void notify_service_manager(const std::string& state);

}  // namespace unknot::service
