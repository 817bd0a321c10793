#define FFI_SCOPE "unknot"
#define FFI_LIB "libunknot.so.1"
/* unknot.h as PHP's FFI reads it, which knows no preprocessor. The contract's test holds both to be the same. */
typedef struct unknot_engine unknot_engine;
typedef struct unknot_result unknot_result;
typedef struct unknot_options {
  uint32_t struct_size;
  uint32_t reserved;
  const char* pack_path;
  const void* pack;
  size_t pack_size;
  const char* overlay_path;
  const void* overlay;
  size_t overlay_size;
  const char* pdf_module;
  const char* min_pack_version;
} unknot_options;
typedef struct unknot_call {
  uint32_t struct_size;
  uint32_t reserved;
  int64_t at_unix_seconds;
} unknot_call;
typedef struct unknot_flag {
  uint32_t struct_size;
  int32_t status;
  int32_t tier;
  int32_t possible_tier;
  const char* id;
  const char* title;
  const char* reason;
} unknot_flag;
int32_t unknot_engine_open(const unknot_options* options, unknot_engine** out);
void unknot_engine_close(unknot_engine* engine);
int32_t unknot_engine_status(const unknot_engine* engine);
const char* unknot_engine_error(const unknot_engine* engine);
const char* unknot_engine_info(const unknot_engine* engine, size_t* size);
int32_t unknot_engine_pack(const unknot_engine* engine, unknot_result** out);
int32_t unknot_engine_questions(const unknot_engine* engine, const char* locale, const char* media_type, unknot_result** out);
int32_t unknot_assess(const unknot_engine* engine, const unknot_call* call, const char* intake, size_t size, unknot_result** out);
int32_t unknot_result_status(const unknot_result* result);
const char* unknot_result_error(const unknot_result* result);
int32_t unknot_result_tier(const unknot_result* result);
int32_t unknot_result_possible_tier(const unknot_result* result);
int32_t unknot_result_complete(const unknot_result* result);
int32_t unknot_result_flag_count(const unknot_result* result);
int32_t unknot_result_flag(const unknot_result* result, int32_t index, unknot_flag* out);
int32_t unknot_result_document(unknot_result* result, const char* media_type, const char** bytes, size_t* size);
void unknot_result_free(unknot_result* result);
const char* unknot_status_name(int32_t status);
const char* unknot_version(void);
const char* unknot_build_id(void);
