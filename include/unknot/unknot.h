/*
 * unknot.h - the C ABI of libunknot: intake answers about lower-back muscle
 * knots in; referral flags for the clinic and a self-care handout out.
 *
 * This text is the specification.  Conventions, once for all functions:
 *
 *  1. Status.  A function that can fail returns int32_t: UNKNOT_OK (0) or one
 *     of UNKNOT_E_*.  The text of an error lives on the handle that the call
 *     made (unknot_engine_error, unknot_result_error), as one JSON object:
 *     {"code","pointer","expected","message"}.  There is no "last error".
 *  2. Handles.  unknot_engine_open, unknot_assess and the other functions
 *     with an `out` hand out a handle on failure too, so that its error can
 *     be read; close or free it all the same.  Only if there is no memory
 *     even for the handle, or `out` itself is NULL, is there none (`*out` is
 *     then NULL).  A NULL handle, or a handle of another kind, is answered
 *     with UNKNOT_E_ARGUMENT or the neutral value that the function names.
 *     Using a handle after it was freed is undefined, as with free().
 *  3. Ownership.  unknot_engine_close and unknot_result_free end what
 *     unknot_*_open and the calls with an `out` began; both accept NULL.
 *     Every other pointer that is returned is lent: valid until its owner is
 *     freed, never to be freed or written by the caller.  A result keeps what
 *     it needs of its engine: the engine may be closed first.
 *  4. Text.  Input is UTF-8 with a length and need not end in NUL; the paths
 *     in unknot_options are NUL-terminated.  Output is UTF-8, NUL-terminated,
 *     and its length is without the NUL.  Inputs are done with on return.
 *  5. Structs begin with struct_size, which the caller sets to sizeof.  Zero
 *     in any other member means "default".  Members are only ever appended.
 *     Bytes beyond what this library knows must be zero in a struct that is
 *     passed in, and are set to zero in a struct that is filled.
 *     struct_size must be at least that of version 1.0, at most 4096.
 *  6. Threads.  An engine is immutable: any number of threads, and forked
 *     children, may use it at once.  A result belongs to one thread at a time.
 *  7. Quiet guest.  No exception leaves the library.  It starts no thread,
 *     reads no clock, environment variable or locale, installs no signal
 *     handler, writes to no descriptor, and opens no file but those that
 *     unknot_options names.
 *  8. Patient data is wiped from the memory that the library frees.  No
 *     answer's value ever stands in an error.
 *  9. Versions 1.x only add: a program built with this header runs with every
 *     later library of the same SONAME, libunknot.so.1.
 *
 * What a clinic must know: an unanswered question is never read as "no".
 * The screen is complete only if unknot_result_complete says 1.
 */
#ifndef UNKNOT_UNKNOT_H
#define UNKNOT_UNKNOT_H

#include <stddef.h>
#include <stdint.h>

#define UNKNOT_VERSION_MAJOR 1
#define UNKNOT_VERSION_MINOR 0
#define UNKNOT_VERSION_PATCH 0

#if defined(_WIN32)
#define UNKNOT_CALL __cdecl
#if defined(UNKNOT_BUILD)
#define UNKNOT_API __declspec(dllexport)
#else
#define UNKNOT_API __declspec(dllimport)
#endif
#else
#define UNKNOT_CALL
#if defined(__GNUC__)
#define UNKNOT_API __attribute__((visibility("default")))
#else
#define UNKNOT_API
#endif
#endif

#if defined(__cplusplus) && (__cplusplus >= 201103L || (defined(_MSVC_LANG) && _MSVC_LANG >= 201103L))
#define UNKNOT_NOEXCEPT noexcept
#else
#define UNKNOT_NOEXCEPT
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Status codes. */
#define UNKNOT_OK 0
#define UNKNOT_E_ARGUMENT 1    /* NULL, wrong struct_size, unknown bytes, another handle, no such index, no time */
#define UNKNOT_E_INTAKE 2      /* the intake was refused as a whole; nothing was assessed */
#define UNKNOT_E_PACK 3        /* the pack or overlay was refused */
#define UNKNOT_E_IO 4          /* a named file could not be read */
#define UNKNOT_E_UNSUPPORTED 5 /* this build or engine cannot make that document, or has no such locale */
#define UNKNOT_E_MEMORY 6      /* an allocation failed; what was asked for was not done */
#define UNKNOT_E_INTERNAL 7    /* a defect of the library; never a lower tier instead */

/* Tiers of urgency, low to high.  0 is "nothing was assessed". */
#define UNKNOT_TIER_NONE 0
#define UNKNOT_TIER_SELF_CARE 1 /* a handout with its safety net */
#define UNKNOT_TIER_ROUTINE 2   /* an ordinary appointment, 1-4 weeks */
#define UNKNOT_TIER_SOON 3      /* within days */
#define UNKNOT_TIER_SAME_DAY 4  /* within 24 hours */
#define UNKNOT_TIER_EMERGENCY 5 /* ambulance or emergency department now */

/* States of a flag.  0 is "nothing was assessed". */
#define UNKNOT_FLAG_NONE 0
#define UNKNOT_FLAG_CLEAR 1 /* ruled out by answers */
#define UNKNOT_FLAG_OPEN 2  /* an answer that could raise it is missing or unsure */
#define UNKNOT_FLAG_RAISED 3

/* Documents of unknot_result_document. */
#define UNKNOT_MEDIA_JSON "application/json"                     /* the record of everything */
#define UNKNOT_MEDIA_HANDOUT_JSON "application/json;for=handout" /* the patient's handout as data */
#define UNKNOT_MEDIA_HTML "text/html"                            /* the patient's handout, one file */
#define UNKNOT_MEDIA_TEXT "text/plain"                           /* the patient's handout, 72 columns */
#define UNKNOT_MEDIA_CLINIC_HTML "text/html;for=clinic"          /* the clinic's copy */
#define UNKNOT_MEDIA_PDF "application/pdf"                       /* the handout on paper; needs options.pdf_module */
#define UNKNOT_MEDIA_FHIR "application/fhir+json"                /* a FHIR R4 transaction (needs a time) */

typedef struct unknot_engine unknot_engine; /* a checked, immutable pack, ready to assess */
typedef struct unknot_result unknot_result; /* one answer of the library, with its documents */

/*
 * PDF is written by a module of its own, libunknot-pdf.so.1 of the package
 * libunknot-pdf1, since it needs Cairo, Pango, librsvg and qpdf.  An engine
 * that is opened with it keeps conventions 1 to 5, and any number of threads
 * may still use it.  What does not hold once a process has opened one:
 *  - The module's libraries start threads of their own, read environment
 *    variables and the system's font configuration (the sheet is set in the
 *    module's own fonts all the same), and keep fonts, drawings and buffers.
 *  - Where memory runs out, they may end the process instead of giving
 *    UNKNOT_E_MEMORY, and may write to standard error.
 *  - They stay loaded until the process ends, also when the engine is closed.
 *  - A child that is forked may ask for a PDF only if it opens its own engine
 *    after the fork, in a process that had opened none with the module.
 *  - What they free is not wiped; the finished PDF is.
 * Fonts are in unknot-pdf/fonts beside the module.  The same input gives the
 * same bytes on every machine with the same versions of these libraries.
 */

/*
 * How to open an engine.  All zero but struct_size (or no options at all):
 * the built-in pack.
 */
typedef struct unknot_options {
  uint32_t struct_size;
  uint32_t reserved;            /* 0 */
  const char* pack_path;        /* a pack's folder or JSON file; NULL: the built-in pack */
  const void* pack;             /* the pack as one JSON file in memory; not together with pack_path */
  size_t pack_size;             /* bytes */
  const char* overlay_path;     /* a site's overlay, folder or JSON file, see overlay.schema.json; NULL: none */
  const void* overlay;          /* the overlay as one JSON file in memory; not together with overlay_path */
  size_t overlay_size;          /* bytes */
  const char* pdf_module;       /* absolute path of libunknot-pdf.so.1, see below; NULL: no PDF */
  const char* min_pack_version; /* refuse an older pack, "1.2.0"; NULL: any */
} unknot_options;

/* What belongs to one call.  NULL instead: all defaults. */
typedef struct unknot_call {
  uint32_t struct_size;
  uint32_t reserved;       /* 0 */
  int64_t at_unix_seconds; /* when the patient was seen, UTC; 0: not given; 1 to 253402300799 */
} unknot_call;

/* One of the pack's flags, as unknot_result_flag fills it. */
typedef struct unknot_flag {
  uint32_t struct_size;
  int32_t status;        /* UNKNOT_FLAG_* */
  int32_t tier;          /* the highest of its raised rules; 0 unless raised */
  int32_t possible_tier; /* the highest of its raised and open rules; 0 if clear */
  const char* id;        /* "neurological"; lent by the result, as the next two */
  const char* title;     /* in the clinic's language */
  const char* reason;    /* why, for the clinic, in one sentence; "" if clear */
} unknot_flag;

/*
 * Opens an engine.  The pack is read and checked whole; a pack that fails any
 * check is refused here, never while a patient waits.  So is an overlay that
 * fails one, or that would weaken the pack; the engine then never opens
 * without it.  Pointers into an overlay begin with /overlay.  A PDF module
 * that cannot be used fails the open, too, with UNKNOT_E_UNSUPPORTED (or
 * UNKNOT_E_IO if its fonts cannot be read); it is opened here, never later.
 * options: may be NULL.  out: receives the handle; may not be NULL.
 * Returns UNKNOT_OK, UNKNOT_E_ARGUMENT, UNKNOT_E_PACK, UNKNOT_E_IO,
 * UNKNOT_E_UNSUPPORTED, UNKNOT_E_MEMORY or UNKNOT_E_INTERNAL.
 */
UNKNOT_API int32_t UNKNOT_CALL unknot_engine_open(const unknot_options* options, unknot_engine** out) UNKNOT_NOEXCEPT;

/* Ends an engine.  NULL is fine.  Results of the engine stay whole. */
UNKNOT_API void UNKNOT_CALL unknot_engine_close(unknot_engine* engine) UNKNOT_NOEXCEPT;

/* What unknot_engine_open returned for this handle; UNKNOT_E_ARGUMENT for NULL. */
UNKNOT_API int32_t UNKNOT_CALL unknot_engine_status(const unknot_engine* engine) UNKNOT_NOEXCEPT;

/* The problem that kept the engine from opening, as JSON; "" if none, and for NULL. */
UNKNOT_API const char* UNKNOT_CALL unknot_engine_error(const unknot_engine* engine) UNKNOT_NOEXCEPT;

/*
 * What the engine is, as JSON: library, pack (id, version, date, sha256,
 * review), locales, question ids with the version they came in, source
 * attributes, limits.  size (bytes without the NUL) may be NULL.
 * Returns "" for NULL and for an engine that did not open.
 */
UNKNOT_API const char* UNKNOT_CALL unknot_engine_info(const unknot_engine* engine, size_t* size) UNKNOT_NOEXCEPT;

/*
 * The pack as the engine loaded it, as a result whose one document is
 * application/json: questions, named conditions, rules, topics, slots, kinds
 * and texts; conditions in a JSON form of the compiled logic.
 */
UNKNOT_API int32_t UNKNOT_CALL unknot_engine_pack(const unknot_engine* engine, unknot_result** out) UNKNOT_NOEXCEPT;

/*
 * The questions in the order in which to ask them, in one language, as a
 * result with one document.
 * locale: "en-US", letter case aside; NULL: the pack's first.  Unknown:
 * UNKNOT_E_UNSUPPORTED.
 * media_type: NULL or "application/json", or "application/fhir+json": a FHIR R4
 * Questionnaire, the pack's other languages as translations; its document has
 * that media type, or NULL.  Others: UNKNOT_E_UNSUPPORTED.
 */
UNKNOT_API int32_t UNKNOT_CALL unknot_engine_questions(const unknot_engine* engine, const char* locale,
                                                       const char* media_type, unknot_result** out) UNKNOT_NOEXCEPT;

/*
 * Assesses one intake.
 * call: may be NULL.  intake: JSON, UTF-8, at most 262144 bytes, see the
 * published schema intake.schema.json; need not end in NUL.  A FHIR R4
 * QuestionnaireResponse to the pack's Questionnaire may stand in its place:
 * its authored is the time if the call gives none, and what was read with
 * tolerance stands in the result's warnings.
 * Returns UNKNOT_OK, or UNKNOT_E_INTAKE (refused as a whole: the first
 * problem in document order is the result's error), UNKNOT_E_ARGUMENT,
 * UNKNOT_E_MEMORY or UNKNOT_E_INTERNAL.  After a failure every getter says
 * "nothing was assessed" (0).
 */
UNKNOT_API int32_t UNKNOT_CALL unknot_assess(const unknot_engine* engine, const unknot_call* call, const char* intake,
                                             size_t size, unknot_result** out) UNKNOT_NOEXCEPT;

/* What the call that made this result returned; UNKNOT_E_ARGUMENT for NULL. */
UNKNOT_API int32_t UNKNOT_CALL unknot_result_status(const unknot_result* result) UNKNOT_NOEXCEPT;

/*
 * The problem of the call that made this result or, if there was none, of the
 * latest unknot_result_document that failed, as JSON; "" if none, and for NULL.
 */
UNKNOT_API const char* UNKNOT_CALL unknot_result_error(const unknot_result* result) UNKNOT_NOEXCEPT;

/* The urgency to act on, UNKNOT_TIER_*; UNKNOT_TIER_NONE if nothing was assessed. */
UNKNOT_API int32_t UNKNOT_CALL unknot_result_tier(const unknot_result* result) UNKNOT_NOEXCEPT;

/* The urgency that missing or unsure answers could still bring, UNKNOT_TIER_*. */
UNKNOT_API int32_t UNKNOT_CALL unknot_result_possible_tier(const unknot_result* result) UNKNOT_NOEXCEPT;

/* 1 if no missing answer can raise the tier; else 0: a person must finish the screen. */
UNKNOT_API int32_t UNKNOT_CALL unknot_result_complete(const unknot_result* result) UNKNOT_NOEXCEPT;

/* How many flags the pack has; all of them stand in every assessment.  0 if nothing was assessed. */
UNKNOT_API int32_t UNKNOT_CALL unknot_result_flag_count(const unknot_result* result) UNKNOT_NOEXCEPT;

/*
 * Fills *out with the flag at index (0 to count - 1, the pack's order).
 * out->struct_size is set by the caller.  UNKNOT_E_ARGUMENT leaves *out as it was.
 */
UNKNOT_API int32_t UNKNOT_CALL unknot_result_flag(const unknot_result* result, int32_t index,
                                                  unknot_flag* out) UNKNOT_NOEXCEPT;

/*
 * A document of the result, made on first request and kept: the same bytes
 * each time.  media_type: UNKNOT_MEDIA_*, compared without letter case and
 * spaces, charset=utf-8 ignored; NULL: application/json, or the one document
 * of a result that is no assessment.
 * bytes, size: receive the lent text and its length; size may be NULL.
 * UNKNOT_E_UNSUPPORTED for any other media type, and for application/pdf of an
 * engine that was opened without options.pdf_module; UNKNOT_E_ARGUMENT, with
 * the code missing_time, for application/fhir+json of an assessment that was
 * given no time; the status of a failed result for every document of it.  On
 * failure *bytes is NULL and *size 0; other documents can still be asked for.
 */
UNKNOT_API int32_t UNKNOT_CALL unknot_result_document(unknot_result* result, const char* media_type, const char** bytes,
                                                      size_t* size) UNKNOT_NOEXCEPT;

/* Ends a result and wipes its memory.  NULL is fine. */
UNKNOT_API void UNKNOT_CALL unknot_result_free(unknot_result* result) UNKNOT_NOEXCEPT;

/* The name of a status: "ok", "argument", "intake" and so on; "unknown" for any other number.  Never NULL. */
UNKNOT_API const char* UNKNOT_CALL unknot_status_name(int32_t status) UNKNOT_NOEXCEPT;

/* The library's version, "1.0.0".  Compare its first number with UNKNOT_VERSION_MAJOR. */
UNKNOT_API const char* UNKNOT_CALL unknot_version(void) UNKNOT_NOEXCEPT;

/* The commit the library was built from, "+dirty" if changed since; or "unknown". */
UNKNOT_API const char* UNKNOT_CALL unknot_build_id(void) UNKNOT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
