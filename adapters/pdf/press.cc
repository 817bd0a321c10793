#include "press.h"

#include <dlfcn.h>
#include <hb.h>
#include <pango/pangofc-fontmap.h>

#include <array>

namespace unknot::pdf {

namespace {

// The page's own face first: what finds room on the paper is reckoned in its widths.
constexpr std::array font_files{
    "Carlito-Regular.ttf",        "Carlito-Bold.ttf",
    "NotoSans-Regular.ttf",       "NotoSans-Bold.ttf",
    "NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf",
    "NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf",
    "NotoSansMath-Regular.ttf",   "NotoSansSymbols2-Regular.ttf",
};
constexpr const char* families =
    "Carlito,Noto Sans,Noto Sans Hebrew,Noto Sans Arabic,Noto Sans Math,Noto Sans Symbols2";

constexpr double leading_of_size = 1.16;
constexpr double baseline_of_leading = 0.79;

constexpr std::size_t most_languages = 16;
constexpr std::size_t most_common_texts = 2000;  // a pack's own, at two sizes

// The folder of fonts, beside the file that holds this code.
std::string font_folder() {
  Dl_info info{};
  if (::dladdr(reinterpret_cast<const void*>(&font_folder), &info) == 0 || info.dli_fname == nullptr) throw NoFonts();
  const std::string file = info.dli_fname;
  return file.substr(0, file.rfind('/') + 1) + "unknot-pdf/fonts/";
}

struct DestroyConfig {
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
using Config = std::unique_ptr<FcConfig, DestroyConfig>;

// These fonts and no others, whatever the machine has.
Config read_fonts() {
  Config config(FcConfigCreate());
  if (!config) throw std::bad_alloc();
  const std::string folder = font_folder();
  for (const char* file : font_files) {
    const std::string path = folder + file;
    if (!FcConfigAppFontAddFile(config.get(), reinterpret_cast<const FcChar8*>(path.c_str()))) throw NoFonts();
  }
  return config;
}

// What is made once for all calls.
struct Presses {
  std::mutex mutex;
  Config fonts;
  std::vector<std::unique_ptr<Press>> idle;

  FcConfig* shared_fonts() {
    const std::lock_guard lock(mutex);
    if (!fonts) fonts = read_fonts();
    return fonts.get();
  }
};

Presses& presses() {
  // Never destroyed: the module stays loaded, and a thread may still print while the process ends.
  static auto* const all = new Presses;
  return *all;
}

struct FreeDescription {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

struct FreeIterator {
  void operator()(PangoLayoutIter* at) const { pango_layout_iter_free(at); }
};

void add(PangoAttrList* attributes, PangoAttribute* attribute, std::size_t first, std::size_t last) {
  attribute->start_index = static_cast<guint>(first);
  attribute->end_index = static_cast<guint>(last);
  pango_attr_list_insert(attributes, attribute);
}

guint16 channel(double value) { return static_cast<guint16>(value * 65535); }

void set_runs(PangoLayout* layout, const std::vector<Run>& runs) {
  std::string text;
  PangoAttrList* const attributes = pango_attr_list_new();
  // One subset of each font: Cairo gives ligatures a subset of their own.
  pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0"));
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));  // they would stand in a name
  for (const Run& run : runs) {
    const std::size_t first = text.size();
    text += run.text;
    if (run.bold) add(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD), first, text.size());
    if (run.color != nullptr) {
      const auto& [red, green, blue] = *run.color;
      add(attributes, pango_attr_foreground_new(channel(red), channel(green), channel(blue)), first, text.size());
    }
  }
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
}

// Where a line ends, Pango takes the space out, and Cairo then writes it as text of another kind, on which readers
// stumble. A space that is drawn there separates the lines' words as well.
void keep_spaces(const PangoLayoutLine& line, const char* text) {
  for (GSList* run = line.runs; run != nullptr; run = run->next) {
    const auto& [item, glyphs, y_offset, start_x_offset, end_x_offset] = *static_cast<PangoGlyphItem*>(run->data);
    for (int i = 0; i < glyphs->num_glyphs; ++i) {
      PangoGlyphInfo& glyph = glyphs->glyphs[i];
      const char character = text[item->offset + glyphs->log_clusters[i]];
      hb_codepoint_t space = 0;
      if (glyph.glyph == PANGO_GLYPH_EMPTY && character == ' ' &&
          hb_font_get_nominal_glyph(pango_font_get_hb_font(item->analysis.font), ' ', &space) != 0) {
        glyph.glyph = space;
      }
    }
  }
}

void add_bytes(std::string& key, double value) { key.append(reinterpret_cast<const char*>(&value), sizeof value); }

Owned<PangoContext> new_context(PangoFontMap* fonts, const std::string& locale, bool right_to_left) {
  Owned<PangoContext> context(pango_font_map_create_context(fonts));
  cairo_font_options_t* const options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  pango_context_set_language(context.get(), pango_language_from_string(locale.c_str()));
  pango_context_set_base_dir(context.get(), right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  return context;
}

}  // namespace

Press::Press() : fonts_(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)) {
  if (!fonts_) throw NoFonts();
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts_.get()), presses().shared_fonts());
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts_.get()), 72);  // one unit is one point
}

Press::~Press() = default;

void Press::set_language(const std::string& locale, bool right_to_left) {
  const std::string key = locale + (right_to_left ? "<" : ">");
  const auto known = languages_.find(key);
  if (known != languages_.end()) {
    language_ = &known->second;
    return;
  }
  if (languages_.size() >= most_languages) languages_.clear();
  language_ = &languages_.emplace(key, Language{new_context(fonts_.get(), locale, right_to_left), right_to_left, {}})
                   .first->second;
}

std::shared_ptr<const Text> Press::common_text(const std::vector<Run>& runs, const TextStyle& style, double width) {
  std::string key;
  const auto add_color = [&](const Color& color) {
    for (const double channel : {color.red, color.green, color.blue}) add_bytes(key, channel);
  };
  for (const double length : {style.size, width}) add_bytes(key, length);
  key += style.bold ? 'b' : ' ';
  key += style.centered ? 'c' : ' ';
  add_color(style.color);
  for (const Run& run : runs) {
    key += run.bold ? 'b' : ' ';
    if (run.color != nullptr) add_color(*run.color);
    key += run.text;
    key += '\0';
  }
  if (language_->texts.size() >= most_common_texts) language_->texts.clear();
  std::shared_ptr<const Text>& text = language_->texts[key];
  if (!text) text = std::make_shared<const Text>(*this, runs, style, width);
  return text;
}

BorrowedPress::BorrowedPress() {
  {
    Presses& all = presses();
    const std::lock_guard lock(all.mutex);
    if (!all.idle.empty()) {
      press_ = std::move(all.idle.back());
      all.idle.pop_back();
    }
  }
  if (!press_) press_ = std::make_unique<Press>();
}

BorrowedPress::~BorrowedPress() {
  Presses& all = presses();
  const std::lock_guard lock(all.mutex);
  try {
    all.idle.push_back(std::move(press_));
  } catch (const std::bad_alloc&) {
    // The next call makes one anew.
  }
}

Text::Text(const Press& press, const std::vector<Run>& runs, const TextStyle& style, double width)
    : layout_(pango_layout_new(press.context())),
      color_(style.color),
      width_(width),
      leading_(style.size * leading_of_size) {
  const std::unique_ptr<PangoFontDescription, FreeDescription> font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), families);
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  if (style.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
  PangoLayout* const layout = layout_.get();
  pango_layout_set_font_description(layout, font.get());
  pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir(layout, FALSE);  // a clinic's number stands where the sheet's lines begin
  pango_layout_set_alignment(layout, style.centered          ? PANGO_ALIGN_CENTER
                                     : press.right_to_left() ? PANGO_ALIGN_RIGHT
                                                             : PANGO_ALIGN_LEFT);
  set_runs(layout, runs);

  height_ = leading_ * pango_layout_get_line_count(layout);
  for (GSList* line = pango_layout_get_lines(layout); line != nullptr; line = line->next) {
    keep_spaces(*static_cast<PangoLayoutLine*>(line->data), pango_layout_get_text(layout));
  }
}

// All lines are equally far apart, whichever fonts they mix.
void Text::draw(cairo_t* paper, double x, double y) const {
  cairo_set_source_rgb(paper, color_.red, color_.green, color_.blue);
  double baseline = y + leading_ * baseline_of_leading;
  const std::unique_ptr<PangoLayoutIter, FreeIterator> at(pango_layout_get_iter(layout_.get()));
  do {
    PangoRectangle line{};
    pango_layout_iter_get_line_extents(at.get(), nullptr, &line);
    cairo_move_to(paper, x + static_cast<double>(line.x) / PANGO_SCALE, baseline);
    pango_cairo_show_layout_line(paper, pango_layout_iter_get_line_readonly(at.get()));
    baseline += leading_;
  } while (pango_layout_iter_next_line(at.get()) != FALSE);
}

}  // namespace unknot::pdf
