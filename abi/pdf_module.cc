#include "pdf_module.h"

#include <unknot/pdf_module.h>
#include <unknot/unknot.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <vector>

#include "base/calendar.h"
#include "guard.h"

#if !defined(_WIN32)
#include <dlfcn.h>
#endif

namespace {

using unknot::ProblemCode;
using unknot::Status;
using unknot::engine::Consultation;

[[noreturn]] void unusable(const std::string& reason) {
  unknot::fail(Status::unsupported, ProblemCode::unsupported, "",
               "libunknot-pdf.so.1 of the package libunknot-pdf1" + reason);
}

[[noreturn]] void fail_as_module(std::int32_t status) {
  switch (status) {
    case UNKNOT_E_MEMORY: throw std::bad_alloc();
    case UNKNOT_E_UNSUPPORTED:
      unknot::fail(Status::unsupported, ProblemCode::unsupported, "", "texts of which each fits on a page");
    case UNKNOT_E_IO:
      unknot::fail(Status::io, ProblemCode::unreadable, "", "the fonts in unknot-pdf/fonts beside the PDF module");
    default: unknot::fail(Status::internal, ProblemCode::internal, "", "");
  }
}

// When the patient was seen or, as nothing here reads a clock, the day of the pack.
std::int64_t date_of(const unknot::render::Record& record) {
  if (record.at_unix_seconds != 0) return record.at_unix_seconds;
  const unknot::Date date = unknot::parse_date(record.pack.date).value_or(unknot::Date{1970, 1, 1});
  using namespace std::chrono;
  const sys_seconds day = sys_days(year(date.year) / date.month / date.day);
  return std::max<std::int64_t>(day.time_since_epoch().count(), 0);
}

// What the module allocated holds a patient's data.
struct WipeAndFree {
  std::size_t size = 0;
  void operator()(char* bytes) const {
    volatile char* const wiped = bytes;
    for (std::size_t i = 0; i < size; ++i) wiped[i] = 0;
    std::free(bytes);
  }
};

std::int32_t call(void* function, const unknot_pdf_input* input, char** bytes, size_t* size) {
  return reinterpret_cast<unknot_pdf_write_function>(function)(input, bytes, size);
}

}  // namespace

#if defined(_WIN32)

PdfModule::PdfModule(const char*) : library_(nullptr), function_(nullptr) { unusable(", which Windows does not have"); }
PdfModule::~PdfModule() = default;

#else

PdfModule::PdfModule(const char* path) : library_(nullptr), function_(nullptr) {
  if (path[0] != '/') refuse_argument("pdf_module: an absolute path");
  library_ = ::dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library_ == nullptr) {
    const char* const reason = ::dlerror();
    unusable(reason == nullptr ? "" : std::string(": ") + reason);
  }
  try {
    function_ = ::dlsym(library_, UNKNOT_PDF_WRITE_NAME);
    if (function_ == nullptr) unusable(", of this version");
    const std::int32_t status = call(function_, nullptr, nullptr, nullptr);
    if (status != UNKNOT_OK) fail_as_module(status);
  } catch (...) {
    ::dlclose(library_);
    throw;
  }
}

PdfModule::~PdfModule() { ::dlclose(library_); }

#endif

std::string PdfModule::write(Consultation& consultation) const {
  const unknot::render::Record& record = consultation.record();
  const std::string_view document = consultation.document(unknot::engine::Document::handout_json);
  const std::string request_id(record.answers.request.id);
  std::vector<unknot_pdf_picture> pictures;
  for (std::size_t i = 0; i < record.pack.pictures.size(); ++i) {
    const std::string_view drawing = record.pack.pictures[i].svg;
    pictures.push_back({record.pack.pictures[i].id.c_str(), drawing.data(), drawing.size()});
  }
  unknot_pdf_input input{};
  input.struct_size = sizeof input;
  input.pictures = pictures.data();
  input.picture_count = pictures.size();
  input.document = document.data();
  input.document_size = document.size();
  input.request_id = request_id.empty() ? nullptr : request_id.c_str();
  input.created_unix_seconds = date_of(record);
  char* bytes = nullptr;
  std::size_t size = 0;
  const std::int32_t status = call(function_, &input, &bytes, &size);
  if (status != UNKNOT_OK) fail_as_module(status);
  const std::unique_ptr<char, WipeAndFree> owned(bytes, WipeAndFree{size});
  return {bytes, size};
}
