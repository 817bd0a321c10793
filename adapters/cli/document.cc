#include "document.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "failure.h"
#include "files.h"
#include "flags.h"

namespace unknot::cli {

namespace {

struct Format {
  const char* name;
  const char* media_type;
  bool is_json;
  const char* ending;
};

constexpr std::array formats{
    Format{"json", UNKNOT_MEDIA_JSON, true, "result.json"},
    Format{"html", UNKNOT_MEDIA_HTML, false, "html"},
    Format{"text", UNKNOT_MEDIA_TEXT, false, "txt"},
    Format{"pdf", UNKNOT_MEDIA_PDF, false, "pdf"},
    Format{"fhir", UNKNOT_MEDIA_FHIR, true, "fhir.json"},
    Format{"clinic", UNKNOT_MEDIA_CLINIC_HTML, false, "clinic.html"},
    Format{"handout", UNKNOT_MEDIA_HANDOUT_JSON, true, "handout.json"},
};

// Not a document of the library: its flags, for the terminal.
constexpr const char* flags_format = "flags";

const Format& format_named(const std::string& name) {
  return *std::find_if(formats.begin(), formats.end(), [&](const Format& format) { return name == format.name; });
}

}  // namespace

const std::vector<std::string>& document_formats() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (const Format& format : formats) list.emplace_back(format.name);
    list.emplace_back(flags_format);
    return list;
  }();
  return names;
}

const std::vector<std::string>& answer_endings() {
  static const std::vector<std::string> endings = [] {
    std::vector<std::string> list{problem_ending};
    for (auto format = formats.rbegin(); format != formats.rend(); ++format) list.emplace_back(format->ending);
    return list;
  }();
  return endings;
}

const char* ending_of(const std::string& format) { return format_named(format).ending; }

With needed_for(const Output& output) {
  if (output.format != "pdf") return With::nothing;
  if (output.file.empty() && ::isatty(STDOUT_FILENO) == 1) {
    throw Failure{ExitCode::usage,
                  problem_json("invalid_argument", "", "-o FILE, or standard output that is no terminal",
                               "A PDF is not written to a terminal.")};
  }
  return With::pdf;
}

std::string_view document_in(const Result& result, const std::string& format) {
  if (format == flags_format) return {};  // not a document
  return document(result, format_named(format).media_type);
}

void write_document(const Result& result, const Output& output) {
  if (output.format == flags_format) {
    const std::string flags = flags_text(result);
    return output.file.empty() ? write_all(STDOUT_FILENO, flags) : write_file(output.file, flags);
  }
  const std::string_view bytes = document_in(result, output.format);
  if (!output.file.empty()) return write_file(output.file, bytes);
  write_all(STDOUT_FILENO, bytes);
  if (format_named(output.format).is_json) write_all(STDOUT_FILENO, "\n");
}

}  // namespace unknot::cli
