// Unknot in Orthanc: three routes of its REST API, answered in process. Nothing but codes leaves a function that
// Orthanc calls.
#include <orthanc/OrthancCPlugin.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <exception>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "library.h"
#include "resource.h"
#include "timestamp.h"

namespace unknot::orthanc {

namespace {

using Json = nlohmann::ordered_json;

// A request that is answered by a problem, as the service answers it.
struct Refusal {
  int status;
  Json problem;  // code, pointer, expected, message
};

Refusal refusal(int status, const char* code, const std::string& expected, const std::string& message) {
  return {status, {{"code", code}, {"pointer", ""}, {"expected", expected}, {"message", message}}};
}

int http_status(std::int32_t status, const std::string& code) {
  switch (status) {
    case UNKNOT_E_INTAKE:
      if (code == "too_large") return 413;
      return code == "invalid_json" || code == "invalid_utf8" ? 400 : 422;
    case UNKNOT_E_ARGUMENT: return 400;
    case UNKNOT_E_UNSUPPORTED: return code == "unknown_locale" ? 404 : 501;
    case UNKNOT_E_MEMORY: return 503;
    default: return 500;
  }
}

[[noreturn]] void refuse(std::int32_t status, const char* problem) {
  const Json parsed = Json::parse(problem, nullptr, false);
  if (!parsed.is_object()) throw refusal(500, "internal", "", "The library failed.");
  throw Refusal{http_status(status, parsed.value("code", "")), parsed};
}

struct Settings {
  std::string shared_library = "libunknot.so.1";
  std::string pack;
  std::string overlay;
  std::string pdf_module;
};

// The section "Unknot" of Orthanc's configuration.
Settings read_settings(OrthancPluginContext* context) {
  const std::unique_ptr<char, std::function<void(char*)>> text(
      OrthancPluginGetConfiguration(context), [context](char* given) { OrthancPluginFreeString(context, given); });
  const Json configuration = text ? Json::parse(text.get(), nullptr, false) : Json();
  Settings settings;
  if (!configuration.is_object() || !configuration.contains("Unknot")) return settings;
  const Json& section = configuration["Unknot"];
  if (!section.is_object()) throw Unusable("\"Unknot\" in Orthanc's configuration must be an object.");
  const std::array<std::pair<const char*, std::string*>, 4> members{{{"Library", &settings.shared_library},
                                                                     {"Pack", &settings.pack},
                                                                     {"Overlay", &settings.overlay},
                                                                     {"PdfModule", &settings.pdf_module}}};
  for (const auto& [name, value] : section.items()) {
    const auto member =
        std::find_if(members.begin(), members.end(), [&name = name](const auto& one) { return name == one.first; });
    if (member == members.end() || !value.is_string() || value.get_ref<const std::string&>().empty()) {
      throw Unusable(
          "\"Unknot\" in Orthanc's configuration takes Library, Pack, Overlay and PdfModule, each the path of "
          "a file or folder. Not so: " +
          name);
    }
    *member->second = value.get<std::string>();
  }
  return settings;
}

struct Document {
  std::string_view name;
  const char* media_type;
  const char* content_type;
};
constexpr std::array<Document, 7> documents{{{"json", UNKNOT_MEDIA_JSON, "application/json"},
                                             {"html", UNKNOT_MEDIA_HTML, "text/html; charset=utf-8"},
                                             {"text", UNKNOT_MEDIA_TEXT, "text/plain; charset=utf-8"},
                                             {"pdf", UNKNOT_MEDIA_PDF, "application/pdf"},
                                             {"handout", UNKNOT_MEDIA_HANDOUT_JSON, "application/json;for=handout"},
                                             {"clinic", UNKNOT_MEDIA_CLINIC_HTML, "text/html; charset=utf-8"},
                                             {"fhir", UNKNOT_MEDIA_FHIR, "application/fhir+json"}}};

class Plugin {
 public:
  explicit Plugin(OrthancPluginContext* context) : context_(context) {
    try {
      open();
    } catch (const Unusable& why) {
      unusable_ = why.what();
      OrthancPluginLogError(context, ("Unknot answers nothing: " + unusable_).c_str());
    }
  }
  Plugin(const Plugin&) = delete;
  Plugin& operator=(const Plugin&) = delete;
  ~Plugin() {
    if (engine_ != nullptr) library_->engine_close(engine_);
  }

  // Runs what answers a request; whatever it throws becomes a problem.
  void answer(OrthancPluginRestOutput* output, const OrthancPluginHttpRequest& request, OrthancPluginHttpMethod method,
              const std::function<void(OrthancPluginRestOutput*, const OrthancPluginHttpRequest&)>& route) const {
    try {
      if (request.method != method) {
        return OrthancPluginSendMethodNotAllowed(context_, output,
                                                 method == OrthancPluginHttpMethod_Get ? "GET" : "POST");
      }
      if (!unusable_.empty()) throw refusal(503, "not_installed", "", unusable_);
      route(output, request);
    } catch (const Refusal& refused) {
      send(output, refused);
    } catch (const std::exception&) {
      send(output, refusal(500, "internal", "", "The plug-in failed."));
    }
  }

  void assess(OrthancPluginRestOutput* output, const OrthancPluginHttpRequest& request) const {
    // Orthanc keeps the parameters of a POST to itself: the document is part of the path, the time is a header.
    const std::string_view wanted = request.groupsCount == 0 ? "" : request.groups[0];
    const auto document = wanted.empty() ? documents.begin()
                                         : std::find_if(documents.begin(), documents.end(),
                                                        [&](const Document& one) { return one.name == wanted; });
    if (document == documents.end()) {
      throw refusal(404, "unknown_document", "/unknot/assess/ and json, html, text, pdf, handout, clinic or fhir",
                    "There is no such document.");
    }
    std::optional<std::int64_t> at;
    for (std::uint32_t i = 0; i < request.headersCount; ++i) {
      if (request.headersKeys[i] != std::string_view("unknot-at")) continue;
      at = adapters::unix_seconds(request.headersValues[i]);
      if (!at) {
        throw refusal(400, "invalid_parameter", "Unknot-At: 2026-11-22T10:00:00Z, or Unix seconds",
                      "No time is given.");
      }
    }
    const std::string_view intake(static_cast<const char*>(request.body), request.bodySize);
    // A FHIR response that brings its time keeps it.
    const bool may_bring_time = !at && adapters::is_resource(intake);
    Result result = assess_at(intake, may_bring_time ? 0 : at.value_or(std::time(nullptr)));
    const char* bytes = nullptr;
    if (may_bring_time &&
        library_->result_document(result.get(), UNKNOT_MEDIA_FHIR, &bytes, nullptr) == UNKNOT_E_ARGUMENT) {
      result = assess_at(intake, std::time(nullptr));
    }
    send_document(output, result, *document);
  }

  void questions(OrthancPluginRestOutput* output, const OrthancPluginHttpRequest& request) const {
    const char* locale = nullptr;
    const Document* document = &documents.front();
    for (std::uint32_t i = 0; i < request.getCount; ++i) {
      const std::string_view name = request.getKeys[i];
      const std::string_view value = request.getValues[i];
      if (name == "locale") {
        locale = request.getValues[i];
      } else if (name == "document" && (value == "json" || value == "fhir")) {
        document = value == "json" ? &documents.front() : &documents.back();
      } else {
        throw refusal(400, "invalid_parameter", "locale=en-US; document=json or fhir",
                      "A parameter is not known, or its value is not.");
      }
    }
    unknot_result* made = nullptr;
    library_->engine_questions(engine_, locale, document->media_type, &made);
    send_document(output, Result(made, library_->result_free), *document);
  }

  void info(OrthancPluginRestOutput* output, const OrthancPluginHttpRequest&) const {
    std::size_t size = 0;
    const char* bytes = library_->engine_info(engine_, &size);
    send(output, {bytes, size}, "application/json");
  }

 private:
  using Result = std::unique_ptr<unknot_result, decltype(Library::result_free)>;

  Result assess_at(std::string_view intake, std::int64_t at) const {
    unknot_call call{};
    call.struct_size = sizeof call;
    call.at_unix_seconds = at;
    unknot_result* made = nullptr;
    library_->assess(engine_, &call, intake.data(), intake.size(), &made);
    return {made, library_->result_free};
  }

  void open() {
    const Settings settings = read_settings(context_);
    library_.emplace(settings.shared_library);
    const auto path_or_null = [](const std::string& path) { return path.empty() ? nullptr : path.c_str(); };
    unknot_options options{};
    options.struct_size = sizeof options;
    options.pack_path = path_or_null(settings.pack);
    options.overlay_path = path_or_null(settings.overlay);
    options.pdf_module = path_or_null(settings.pdf_module);
    if (library_->engine_open(&options, &engine_) != UNKNOT_OK) {
      throw Unusable("The pack, overlay or PDF module is refused: " +
                     std::string(engine_ == nullptr ? "no memory" : library_->engine_error(engine_)));
    }
  }

  void send(OrthancPluginRestOutput* output, std::string_view bytes, const char* content_type) const {
    OrthancPluginAnswerBuffer(context_, output, bytes.data(), static_cast<std::uint32_t>(bytes.size()), content_type);
  }

  void send(OrthancPluginRestOutput* output, const Refusal& refused) const {
    const std::string body = refused.problem.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    OrthancPluginSetHttpHeader(context_, output, "Content-Type", "application/problem+json");
    OrthancPluginSendHttpStatus(context_, output, static_cast<std::uint16_t>(refused.status), body.data(),
                                static_cast<std::uint32_t>(body.size()));
  }

  // A result that failed has no document, and says why.
  void send_document(OrthancPluginRestOutput* output, const Result& result, const Document& document) const {
    if (!result) throw refusal(503, "no_memory", "memory", "There was not enough memory; nothing was done.");
    const char* bytes = nullptr;
    std::size_t size = 0;
    const std::int32_t status = library_->result_document(result.get(), document.media_type, &bytes, &size);
    if (status != UNKNOT_OK) refuse(status, library_->result_error(result.get()));
    send(output, {bytes, size}, document.content_type);
  }

  OrthancPluginContext* context_;
  std::optional<Library> library_;
  unknot_engine* engine_ = nullptr;
  std::string unusable_;  // why; empty if all is well
};

// Between OrthancPluginInitialize and OrthancPluginFinalize.
std::unique_ptr<Plugin> plugin;

template <void (Plugin::*route)(OrthancPluginRestOutput*, const OrthancPluginHttpRequest&) const,
          OrthancPluginHttpMethod method>
OrthancPluginErrorCode answer(OrthancPluginRestOutput* output, const char*,
                              const OrthancPluginHttpRequest* request) noexcept {
  try {
    plugin->answer(output, *request, method, [](OrthancPluginRestOutput* to, const OrthancPluginHttpRequest& asked) {
      ((*plugin).*route)(to, asked);
    });
    return OrthancPluginErrorCode_Success;
  } catch (...) {
    return OrthancPluginErrorCode_Plugin;
  }
}

}  // namespace

}  // namespace unknot::orthanc

extern "C" {

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* context) {
  using unknot::orthanc::Plugin;
  if (OrthancPluginCheckVersion(context) == 0) {
    OrthancPluginLogError(context, "The plug-in unknot needs Orthanc 1.10.1 or later.");
    return -1;
  }
  try {
    unknot::orthanc::plugin = std::make_unique<Plugin>(context);
  } catch (...) {
    OrthancPluginLogError(context, "Unknot could not be started.");
    return 0;  // Orthanc goes on without it
  }
  OrthancPluginSetDescription(context, "Referral flags and a self-care sheet for low-back muscle pain.");
  OrthancPluginRegisterRestCallbackNoLock(context, "/unknot/assess/?([^/]*)",
                                          unknot::orthanc::answer<&Plugin::assess, OrthancPluginHttpMethod_Post>);
  OrthancPluginRegisterRestCallbackNoLock(context, "/unknot/questions",
                                          unknot::orthanc::answer<&Plugin::questions, OrthancPluginHttpMethod_Get>);
  OrthancPluginRegisterRestCallbackNoLock(context, "/unknot/info",
                                          unknot::orthanc::answer<&Plugin::info, OrthancPluginHttpMethod_Get>);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize() { unknot::orthanc::plugin.reset(); }

ORTHANC_PLUGINS_API const char* OrthancPluginGetName() { return "unknot"; }

ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion() { return UNKNOT_PLUGIN_VERSION; }
}
