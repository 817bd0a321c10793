#include "csv.h"

#include "failure.h"

namespace unknot::cli {

namespace {

[[noreturn]] void refuse_quote(std::size_t line) {
  throw Failure{ExitCode::problem,
                problem_json("invalid_csv", '/' + std::to_string(line), "a field in whole quotes, as in RFC 4180",
                             "A quote does not end, or stands where none may.")};
}

}  // namespace

std::string write_csv(const std::vector<CsvRow>& rows) {
  std::string text;
  for (const CsvRow& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      if (row[i].find_first_of("\",\r\n") == std::string::npos) {
        text += row[i];
        continue;
      }
      text += '"';
      for (const char c : row[i]) text.append(c == '"' ? 2 : 1, c);
      text += '"';
    }
    text += "\r\n";
  }
  return text;
}

std::vector<CsvRow> read_csv(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
  std::vector<CsvRow> rows;
  std::size_t at = 0;
  while (at < text.size()) {
    CsvRow row;
    for (bool has_more = true; has_more;) {
      std::string field;
      if (at < text.size() && text[at] == '"') {
        for (++at;; ++at) {
          if (at == text.size()) refuse_quote(rows.size());
          if (text[at] == '"' && (at + 1 == text.size() || text[at + 1] != '"')) break;
          if (text[at] == '"') ++at;
          field += text[at];
        }
        ++at;
        if (at < text.size() && std::string_view(",\r\n").find(text[at]) == std::string_view::npos) {
          refuse_quote(rows.size());
        }
      } else {
        while (at < text.size() && std::string_view(",\r\n").find(text[at]) == std::string_view::npos) {
          if (text[at] == '"') refuse_quote(rows.size());
          field += text[at++];
        }
      }
      row.push_back(std::move(field));
      has_more = at < text.size() && text[at] == ',';
      if (has_more) ++at;
    }
    if (at < text.size() && text[at] == '\r') ++at;
    if (at < text.size() && text[at] == '\n') ++at;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace unknot::cli
