// Cairo's PDF in memory, and the owners of what C libraries hand out.
#pragma once

#include <cairo/cairo.h>
#include <glib-object.h>

#include <memory>
#include <string>

namespace unknot::pdf {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename Object>
using Owned = std::unique_ptr<Object, Unref>;

class Paper {
 public:
  Paper(double width, double height);
  Paper(const Paper&) = delete;
  Paper& operator=(const Paper&) = delete;

  cairo_t* cairo() const { return cairo_.get(); }
  cairo_surface_t* surface() const { return surface_.get(); }

  // What has been drawn, as a PDF.
  std::string finish();

 private:
  struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  };
  struct DestroyCairo {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  };

  std::string bytes_;
  std::unique_ptr<cairo_surface_t, DestroySurface> surface_;
  std::unique_ptr<cairo_t, DestroyCairo> cairo_;
};

}  // namespace unknot::pdf
