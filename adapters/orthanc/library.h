// libunknot, opened by the plug-in itself: if it is not there or too old, Orthanc still starts and says so.
#pragma once

#include <stdexcept>
#include <string>

#include "unknot/unknot.h"

namespace unknot::orthanc {

// Why the plug-in cannot work, in words for whoever runs Orthanc.
struct Unusable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The functions that the plug-in calls. They stay loaded until the process ends.
struct Library {
  explicit Library(const std::string& path);

  decltype(&unknot_version) version;
  decltype(&unknot_engine_open) engine_open;
  decltype(&unknot_engine_close) engine_close;
  decltype(&unknot_engine_error) engine_error;
  decltype(&unknot_engine_info) engine_info;
  decltype(&unknot_engine_questions) engine_questions;
  decltype(&unknot_assess) assess;
  decltype(&unknot_result_error) result_error;
  decltype(&unknot_result_document) result_document;
  decltype(&unknot_result_free) result_free;
};

}  // namespace unknot::orthanc
