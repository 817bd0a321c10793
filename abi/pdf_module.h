// The module that writes PDF, which an engine may be opened with.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/consultation.h"

class PdfModule {
 public:
  // Opens the module and makes it ready. Throws a Failure that says what is wrong with it.
  explicit PdfModule(const char* path);
  PdfModule(const PdfModule&) = delete;
  PdfModule& operator=(const PdfModule&) = delete;
  ~PdfModule();

  // The patient's sheet. Throws a Failure.
  std::string write(unknot::engine::Consultation& consultation) const;

 private:
  void* library_;
  void* function_;
};
