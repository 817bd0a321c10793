#include "paper.h"

#include <cairo/cairo-pdf.h>

#include <new>
#include <stdexcept>

namespace unknot::pdf {

namespace {

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int size) {
  try {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
  } catch (const std::bad_alloc&) {
    return CAIRO_STATUS_NO_MEMORY;
  }
}

void require(cairo_status_t status) {
  if (status == CAIRO_STATUS_NO_MEMORY) throw std::bad_alloc();
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
}

}  // namespace

Paper::Paper(double width, double height)
    : surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, width, height)),
      cairo_(cairo_create(surface_.get())) {}

std::string Paper::finish() {
  require(cairo_status(cairo_.get()));
  cairo_.reset();
  cairo_surface_finish(surface_.get());
  require(cairo_surface_status(surface_.get()));
  return std::move(bytes_);
}

}  // namespace unknot::pdf
