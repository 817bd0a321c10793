// The module's one function. No exception leaves it, and no text: only a code.
#include <unknot/pdf_module.h>
#include <unknot/unknot.h>

#include <cstdlib>
#include <cstring>
#include <new>

#include "print.h"

namespace {

using namespace unknot::pdf;

constexpr std::size_t most_pictures = 1000;
constexpr std::size_t picture_bytes = 256 * 1024;
constexpr std::int64_t latest_unix_seconds = 253402300799;  // the end of the year 9999

void require(bool holds) {
  if (!holds) throw BadInput();
}

std::string write(const unknot_pdf_input& input) {
  require(input.struct_size == sizeof input && input.reserved == 0 && input.document != nullptr);
  require(input.pictures != nullptr || input.picture_count == 0);
  require(input.picture_count <= most_pictures);
  require(input.created_unix_seconds >= 0 && input.created_unix_seconds <= latest_unix_seconds);
  Drawings drawings;
  for (std::size_t i = 0; i < input.picture_count; ++i) {
    const unknot_pdf_picture& picture = input.pictures[i];
    require(picture.id != nullptr && picture.svg != nullptr && picture.svg_size <= picture_bytes);
    drawings.emplace(picture.id, std::string_view(picture.svg, picture.svg_size));
  }
  const Document document = read_document({input.document, input.document_size});
  const BorrowedPress press;
  return print(document, drawings, *press, input.request_id == nullptr ? "" : input.request_id,
               input.created_unix_seconds);
}

void hand_out(const std::string& pdf, char** bytes, size_t* size) {
  *bytes = static_cast<char*>(std::malloc(pdf.size()));
  if (*bytes == nullptr) throw std::bad_alloc();
  std::memcpy(*bytes, pdf.data(), pdf.size());
  *size = pdf.size();
}

}  // namespace

std::int32_t unknot_pdf_write_1(const unknot_pdf_input* input, char** bytes, size_t* size) {
  if (bytes != nullptr) *bytes = nullptr;
  if (size != nullptr) *size = 0;
  try {
    if (input == nullptr) {
      const BorrowedPress ready;
    } else {
      require(bytes != nullptr && size != nullptr);
      hand_out(write(*input), bytes, size);
    }
    return UNKNOT_OK;
  } catch (const BadInput&) {
    return UNKNOT_E_ARGUMENT;
  } catch (const TooLong&) {
    return UNKNOT_E_UNSUPPORTED;
  } catch (const NoFonts&) {
    return UNKNOT_E_IO;
  } catch (const std::bad_alloc&) {
    return UNKNOT_E_MEMORY;
  } catch (...) {
    return UNKNOT_E_INTERNAL;
  }
}
