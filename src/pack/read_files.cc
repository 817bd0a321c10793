#include <algorithm>
#include <vector>

#include "pack/files.h"
#include "pack/load.h"
#include "pack/members.h"
#include "pack/overlay.h"

namespace unknot::pack {

namespace {

// Fails at a JSON file of another name: what a site wrote must not be passed over for a slip.
void check_no_other(const std::string& folder, const std::vector<std::string>& names) {
  for (const std::string& name : names_in(folder, ".json")) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    std::string expected = "no JSON file but:";
    for (const std::string& known : names) expected += ' ' + known + ".json";
    refuse(ProblemCode::unknown_member, "", std::move(expected));
  }
}

// The parts of the one-file form are put together as text: `load` parses and checks them, duplicates and all.
std::string member(const std::string& name, const std::string& value) { return '"' + name + "\":" + value; }

std::vector<std::string> languages_of(const std::string& head) {
  const JsonDocument document(head, "/pack");
  Members members(document.root(), "/pack");
  return members.texts("languages");
}

// The SVG files of a folder, by their names.
std::string pictures_in(const std::string& folder) {
  std::string pictures;
  for (const std::string& name : names_in(folder, ".svg")) {
    const std::string svg = read_file(folder + '/' + name + ".svg");
    pictures += (pictures.empty() ? "" : ",") + compact(Json::string(name)) + ':' + compact(Json::string(svg));
    if (pictures.size() > limits::pack_bytes) refuse(ProblemCode::too_large, "", "at most 16 MiB");
  }
  return '{' + pictures + '}';
}

// An overlay's folder need hold only what it has to say.
enum class Files { all, those_there };

std::string read_folder(const std::string& path, Files files) {
  const std::string head = read_file(path + "/pack.json");
  std::string whole = '{' + member("pack", head);
  for (const char* name : {"questions", "rules", "topics", "sources"}) {
    const std::string file = path + '/' + name + ".json";
    if (files == Files::all || !is_absent(file)) whole += ',' + member(name, read_file(file));
  }
  std::string texts;
  std::vector<std::string> text_files;
  for (const std::string& tag : languages_of(head)) {
    if (tag.empty() ||
        tag.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) {
      refuse(ProblemCode::unknown_locale, "/pack/languages", "language tags such as en-US");
    }
    text_files.push_back(tag);
    texts += (texts.empty() ? "" : ",") + member(tag, read_file(path + "/text/" + tag + ".json"));
  }
  if (files == Files::those_there) {
    check_no_other(path, {"pack", "questions", "rules", "topics", "sources"});
    check_no_other(path + "/text", text_files);
  }
  whole += ',' + member("text", '{' + texts + '}');
  if (!is_absent(path + "/pictures")) whole += ',' + member("pictures", pictures_in(path + "/pictures"));
  return whole + '}';
}

}  // namespace

std::string read_files(const std::string& path) {
  return is_folder(path) ? read_folder(path, Files::all) : read_file(path);
}

std::string read_overlay_files(const std::string& path) {
  try {
    if (is_folder(path)) return read_folder(path, Files::those_there);
    return read_file(path);
  } catch (Failure& failure) {  // GCOVR_EXCL_BR_LINE: only memory that runs out is another, and tests/host lets it
    failure.problem.pointer.insert(0, overlay_pointer);
    throw;
  }
}

}  // namespace unknot::pack
