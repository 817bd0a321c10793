#include "finish.h"

#include "deflate.h"

#include <map>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>
#include <stdexcept>

namespace unknot::pdf {

namespace {

using Object = QPDFObjectHandle;

class Structure {
 public:
  Structure(const std::vector<Figure>& figures, double page_height) : figures_(figures), page_height_(page_height) {}

  // Completes the elements below this one, in the order of reading.
  void complete(Object parent) {
    Object children = parent.getKey("/K");
    if (children.isArray()) {
      for (const Object& child : children.getArrayAsVector()) complete_element(child);
    } else {
      complete_element(children);
    }
  }

  bool every_figure_is_told() const { return next_figure_ == figures_.size(); }

 private:
  // A number stands for what is drawn.
  void complete_element(Object element) {
    if (!element.isDictionary() || !element.hasKey("/S")) return;
    const std::string kind = element.getKey("/S").getName();
    if (kind == "/Figure") {
      if (every_figure_is_told()) throw std::runtime_error("a figure too many");
      const Figure& figure = figures_[next_figure_++];
      element.replaceKey("/Alt", Object::newUnicodeString(figure.alternative_text));
      const Rectangle& place = figure.place;
      const double bottom = page_height_ - place.y - place.height;
      Object box = Object::newArray();
      for (const double value : {place.x, bottom, place.x + place.width, bottom + place.height}) {
        box.appendItem(Object::newReal(value, 2));
      }
      Object attributes = Object::parse("<< /O /Layout /Placement /Block >>");
      attributes.replaceKey("/BBox", box);
      element.replaceKey("/A", attributes);
    } else if (kind == "/TH") {
      // A row's own head is the first cell of it, behind which are its days.
      element.replaceKey("/A",
                         Object::parse(in_head_ ? "<< /O /Table /Scope /Column >>" : "<< /O /Table /Scope /Row >>"));
    } else if (kind == "/Table") {
      in_head_ = true;
    }
    complete(element);
    if (kind == "/TR") in_head_ = false;
  }

  const std::vector<Figure>& figures_;
  double page_height_;
  std::size_t next_figure_ = 0;
  bool in_head_ = false;
};

// Writes anew what Cairo has drawn on each page, with the figures in their places.
class Pages {
 public:
  Pages(QPDF& pdf, const std::vector<Figure>& figures) : pdf_(pdf), figures_(figures) {}

  void complete() {
    for (Object page : pdf_.getAllPages()) complete_page(page);
    if (next_figure_ != figures_.size()) throw std::runtime_error("a figure without a place");
  }

 private:
  void complete_page(Object page) {
    Object stream = page.getKey("/Contents");
    const auto data = stream.getStreamData(qpdf_dl_generalized);
    const std::string_view drawn(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
    forms_ = Object::newDictionary();
    stream.replaceStreamData(deflated(completed(drawn)), Object::newName("/FlateDecode"), Object::newNull());
    if (!forms_.getKeys().empty()) page.getKey("/Resources").replaceKey("/XObject", forms_);
  }

  // What Cairo has drawn, with the figures, and with all that belongs to no element marked as an artifact. Cairo begins
  // and ends what belongs to one in lines of their own, which no text within can be taken for: it has no plain newline.
  std::string completed(std::string_view drawn) {
    std::string content;
    std::string loose;
    int depth = 0;
    while (!drawn.empty()) {
      const std::string_view line = drawn.substr(0, drawn.find('\n') + 1);
      if (line.empty()) throw std::runtime_error("content without an end");
      drawn.remove_prefix(line.size());
      const bool begins = line.front() == '/' && line.ends_with(" BDC\n");
      if (begins && depth++ == 0) append_loose(loose, content);
      (depth == 0 ? loose : content) += line;
      if (begins && line.starts_with("/Figure ")) append_figure(content);
      if (line == "EMC\n") --depth;
    }
    append_loose(loose, content);
    return content;
  }

  static void append_loose(std::string& loose, std::string& content) {
    const auto holds = [&](std::string_view operation) { return loose.find(operation) != std::string::npos; };
    const bool paints = holds("f\n") || holds("S\n") || holds("ET\n");
    content += paints ? "/Artifact BMC\n" + loose + "EMC\n" : loose;
    loose.clear();
  }

  // Cairo measures from above.
  void append_figure(std::string& content) {
    if (next_figure_ == figures_.size()) throw std::runtime_error("a place without a figure");
    const Figure& figure = figures_[next_figure_++];
    Object& form = form_of_[figure.drawing.get()];
    if (!form.isInitialized()) form = new_form(*figure.drawing);
    const std::string name = "/Picture" + std::to_string(form.getObjectID());
    forms_.replaceKey(name, form);
    const auto& [x, y, width, height] = figure.place;
    content += "q";
    for (const double value : {width, 0.0, 0.0, -height, x, y + height}) {
      content += " " + Object::newReal(value, 3).unparse();
    }
    content += " cm " + name + " Do Q\n";
  }

  Object new_form(const Drawing& drawing) {
    Object form = Object::newStream(&pdf_, drawing.content);
    Object dictionary = form.getDict();
    dictionary.replaceKey("/Type", Object::newName("/XObject"));
    dictionary.replaceKey("/Subtype", Object::newName("/Form"));
    dictionary.replaceKey("/Filter", Object::newName("/FlateDecode"));
    dictionary.replaceKey(
        "/BBox", Object::parse("[0 0 " + std::to_string(drawing.width) + " " + std::to_string(drawing.height) + "]"));
    Object matrix = Object::newArray();
    for (const double value : {1 / drawing.width, 0.0, 0.0, 1 / drawing.height, 0.0, 0.0}) {
      matrix.appendItem(Object::newReal(value, 8));
    }
    dictionary.replaceKey("/Matrix", matrix);
    dictionary.replaceKey("/Resources", Object::parse(drawing.resources));
    return form;
  }

  QPDF& pdf_;
  const std::vector<Figure>& figures_;
  std::size_t next_figure_ = 0;
  Object forms_;  // of the page
  std::map<const Drawing*, Object> form_of_;
};

}  // namespace

std::string finish_pdf(const std::string& drawn, const std::string& locale, bool right_to_left, double page_height,
                       const std::vector<Figure>& figures) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);  // they would go to the host's standard error; what is wrong still throws
  pdf.processMemoryFile("handout", drawn.data(), drawn.size());
  Object root = pdf.getRoot();
  root.replaceKey("/Lang", Object::newUnicodeString(locale));
  root.replaceKey("/MarkInfo", Object::parse("<< /Marked true >>"));
  root.replaceKey("/ViewerPreferences", Object::parse(right_to_left ? "<< /DisplayDocTitle true /Direction /R2L >>"
                                                                    : "<< /DisplayDocTitle true >>"));
  Structure structure(figures, page_height);
  structure.complete(root.getKey("/StructTreeRoot"));
  if (!structure.every_figure_is_told()) throw std::runtime_error("a figure that is not in the structure");
  Pages(pdf, figures).complete();

  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_disable);  // half again as large, and a tenth less work
  writer.write();
  const auto written = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(written->getBuffer()), written->getSize()};
}

}  // namespace unknot::pdf
