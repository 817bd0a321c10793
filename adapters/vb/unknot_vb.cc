// unknot_vb.dll: the library as VB6 and VBA can call it: __stdcall, handles as Long (LongPtr), texts as pointers to
// BSTRs. Unknot.bas makes Strings of them. As in unknot.h a handle is made on failure, too, so that its problem can be
// read; it is 0 only if there is no memory. Texts that are returned belong to the caller.
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <oleauto.h>
#include <unknot/unknot.h>

#include <climits>
#include <string>
#include <string_view>

#define UNKNOT_VB extern "C" __declspec(dllexport)

namespace {

// A text of VB in UTF-8, wiped, since it may hold a patient's answers. Half a character becomes what is no UTF-8, so
// that the library refuses it.
class Utf8 {
 public:
  explicit Utf8(BSTR text) {
    const int units = static_cast<int>(::SysStringLen(text));
    if (units == 0) return;
    const int size = ::WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, units, nullptr, 0, nullptr, nullptr);
    bytes_.assign(static_cast<std::size_t>(size > 0 ? size : 1), '\xff');
    if (size > 0) ::WideCharToMultiByte(CP_UTF8, 0, text, units, bytes_.data(), size, nullptr, nullptr);
  }
  Utf8(const Utf8&) = delete;
  Utf8& operator=(const Utf8&) = delete;
  ~Utf8() { ::SecureZeroMemory(bytes_.data(), bytes_.size()); }

  const std::string& bytes() const { return bytes_; }
  // For texts that end at their first NUL: one that has a NUL within is no such text. Empty: none.
  const char* text_or_null() const {
    if (bytes_.empty()) return nullptr;
    return bytes_.find('\0') == std::string::npos ? bytes_.c_str() : "\xff";
  }

 private:
  std::string bytes_;
};

BSTR bstr(std::string_view utf8) {
  if (utf8.empty() || utf8.size() > INT_MAX) return ::SysAllocStringLen(L"", 0);
  const int size = static_cast<int>(utf8.size());
  const int units = ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, nullptr, 0);
  const BSTR text = ::SysAllocStringLen(nullptr, static_cast<UINT>(units));
  if (text != nullptr) ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, text, units);
  return text;
}

bool read_flag(const unknot_result* result, LONG index, unknot_flag& flag) {
  flag = {};
  flag.struct_size = sizeof flag;
  return unknot_result_flag(result, index, &flag) == UNKNOT_OK;
}

}  // namespace

UNKNOT_VB unknot_engine* __stdcall UnknotOpen(BSTR pack_path, BSTR overlay_path) try {
  const Utf8 pack(pack_path);
  const Utf8 overlay(overlay_path);
  unknot_options options{};
  options.struct_size = sizeof options;
  options.pack_path = pack.text_or_null();
  options.overlay_path = overlay.text_or_null();
  unknot_engine* engine = nullptr;
  unknot_engine_open(&options, &engine);
  return engine;
} catch (...) {
  return nullptr;
}

UNKNOT_VB void __stdcall UnknotClose(unknot_engine* engine) { unknot_engine_close(engine); }

UNKNOT_VB LONG __stdcall UnknotEngineStatus(const unknot_engine* engine) {
  return engine == nullptr ? UNKNOT_E_MEMORY : unknot_engine_status(engine);
}

UNKNOT_VB BSTR __stdcall UnknotEngineProblem(const unknot_engine* engine) { return bstr(unknot_engine_error(engine)); }

UNKNOT_VB BSTR __stdcall UnknotInfo(const unknot_engine* engine) { return bstr(unknot_engine_info(engine, nullptr)); }

UNKNOT_VB unknot_result* __stdcall UnknotQuestions(const unknot_engine* engine, BSTR locale) try {
  const Utf8 tag(locale);
  unknot_result* result = nullptr;
  unknot_engine_questions(engine, tag.text_or_null(), nullptr, &result);
  return result;
} catch (...) {
  return nullptr;
}

// `seen_at` is in seconds since 1970, UTC; 0: not given. VB6 has no integer of 64 bit, and a Double holds these
// exactly.
UNKNOT_VB unknot_result* __stdcall UnknotAssess(const unknot_engine* engine, BSTR intake, double seen_at) try {
  const Utf8 text(intake);
  unknot_call call{};
  call.struct_size = sizeof call;
  const bool is_time = seen_at >= 0 && seen_at < 1e15;
  call.at_unix_seconds = is_time ? static_cast<std::int64_t>(seen_at) : -1;  // -1: refused
  unknot_result* result = nullptr;
  unknot_assess(engine, &call, text.bytes().data(), text.bytes().size(), &result);
  return result;
} catch (...) {
  return nullptr;
}

UNKNOT_VB void __stdcall UnknotFree(unknot_result* result) { unknot_result_free(result); }

UNKNOT_VB LONG __stdcall UnknotResultStatus(const unknot_result* result) {
  return result == nullptr ? UNKNOT_E_MEMORY : unknot_result_status(result);
}

UNKNOT_VB BSTR __stdcall UnknotResultProblem(const unknot_result* result) { return bstr(unknot_result_error(result)); }

UNKNOT_VB LONG __stdcall UnknotTier(const unknot_result* result) { return unknot_result_tier(result); }

UNKNOT_VB LONG __stdcall UnknotPossibleTier(const unknot_result* result) { return unknot_result_possible_tier(result); }

UNKNOT_VB LONG __stdcall UnknotComplete(const unknot_result* result) { return unknot_result_complete(result); }

UNKNOT_VB LONG __stdcall UnknotFlagCount(const unknot_result* result) { return unknot_result_flag_count(result); }

UNKNOT_VB LONG __stdcall UnknotFlagStatus(const unknot_result* result, LONG index) {
  unknot_flag flag;
  return read_flag(result, index, flag) ? flag.status : UNKNOT_FLAG_NONE;
}

UNKNOT_VB BSTR __stdcall UnknotFlagTitle(const unknot_result* result, LONG index) {
  unknot_flag flag;
  return bstr(read_flag(result, index, flag) ? flag.title : "");
}

UNKNOT_VB BSTR __stdcall UnknotFlagReason(const unknot_result* result, LONG index) {
  unknot_flag flag;
  return bstr(read_flag(result, index, flag) ? flag.reason : "");
}

// Empty if there is no such document: UnknotResultProblem then says why.
UNKNOT_VB BSTR __stdcall UnknotDocument(unknot_result* result, BSTR media_type) try {
  const Utf8 type(media_type);
  const char* bytes = nullptr;
  std::size_t size = 0;
  unknot_result_document(result, type.text_or_null(), &bytes, &size);
  return bstr({bytes, size});
} catch (...) {
  return nullptr;
}
