/*
 * pdf_module.h - what libunknot asks of the PDF module, libunknot-pdf.so.1.
 *
 * Between these two libraries only, which come from one release: callers of
 * libunknot need unknot.h alone, and give the module's path in
 * unknot_options.  The number in the function's name is the version of this
 * contract: a library never calls a module of another version.
 */
#ifndef UNKNOT_PDF_MODULE_H
#define UNKNOT_PDF_MODULE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A picture that the document names. */
typedef struct unknot_pdf_picture {
  const char* id; /* NUL-terminated */
  const char* svg;
  size_t svg_size;
} unknot_pdf_picture;

typedef struct unknot_pdf_input {
  uint32_t struct_size;
  uint32_t reserved;    /* 0 */
  const char* document; /* application/json;for=handout, UTF-8; need not end in NUL */
  size_t document_size;
  const unknot_pdf_picture* pictures; /* at least those that the document names */
  size_t picture_count;
  const char* request_id;       /* for the foot of each page; NULL: none */
  int64_t created_unix_seconds; /* the file's date: the module reads no clock */
} unknot_pdf_input;

/*
 * Writes the PDF of a handout.  The same input gives the same bytes.
 * input: NULL to make ready only: finds and reads the fonts.
 * bytes, size: receive the PDF, to be ended with free(); NULL and 0 on failure.
 * Returns UNKNOT_OK, UNKNOT_E_ARGUMENT (not a handout document, a picture
 * missing or damaged), UNKNOT_E_UNSUPPORTED (a text that is longer than a
 * page), UNKNOT_E_IO (the fonts beside the module are not whole),
 * UNKNOT_E_MEMORY or UNKNOT_E_INTERNAL.  Any number of threads may call.
 */
typedef int32_t (*unknot_pdf_write_function)(const unknot_pdf_input* input, char** bytes, size_t* size);

#define UNKNOT_PDF_WRITE_NAME "unknot_pdf_write_1"

#if defined(UNKNOT_PDF_BUILD)
__attribute__((visibility("default"))) int32_t unknot_pdf_write_1(const unknot_pdf_input* input, char** bytes,
                                                                  size_t* size);
#endif

#ifdef __cplusplus
}
#endif

#endif
