#include "drawing.h"

#include <librsvg/rsvg.h>

#include <functional>
#include <map>
#include <mutex>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "deflate.h"
#include "document.h"
#include "paper.h"

namespace unknot::pdf {

namespace {

constexpr double width = 240;
constexpr double height = 180;
constexpr std::size_t most_kept = 256;

std::string drawn(std::string_view svg) {
  const Owned<RsvgHandle> picture(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), nullptr));
  if (!picture) throw BadInput();
  Paper paper(width, height);
  const RsvgRectangle whole{0, 0, width, height};
  if (!rsvg_handle_render_document(picture.get(), paper.cairo(), &whole, nullptr)) throw BadInput();
  cairo_show_page(paper.cairo());
  return paper.finish();
}

std::shared_ptr<const Drawing> make(std::string_view svg) {
  const std::string page = drawn(svg);
  QPDF pdf;
  pdf.setSuppressWarnings(true);  // they would go to the host's standard error; what is wrong still throws
  pdf.processMemoryFile("picture", page.data(), page.size());
  QPDFObjectHandle only = pdf.getAllPages().at(0);
  QPDFObjectHandle resources = only.getKey("/Resources");
  resources.makeDirect();
  const auto content = only.getKey("/Contents").getStreamData(qpdf_dl_generalized);
  return std::make_shared<const Drawing>(
      Drawing{width, height, deflated({reinterpret_cast<const char*>(content->getBuffer()), content->getSize()}),
              resources.unparse()});
}

// The drawings of the packs that are in use; no patient's data.
struct Kept {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const Drawing>, std::less<>> drawings;  // by their SVG
};

Kept& kept() {
  static auto* const all = new Kept;
  return *all;
}

}  // namespace

std::shared_ptr<const Drawing> drawing_of(std::string_view svg) {
  Kept& all = kept();
  {
    const std::lock_guard lock(all.mutex);
    const auto found = all.drawings.find(svg);
    if (found != all.drawings.end()) return found->second;
  }
  const auto drawing = make(svg);
  const std::lock_guard lock(all.mutex);
  if (all.drawings.size() >= most_kept) all.drawings.clear();
  all.drawings.emplace(svg, drawing);
  return drawing;
}

}  // namespace unknot::pdf
