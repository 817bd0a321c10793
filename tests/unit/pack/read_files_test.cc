#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/limits.h"
#include "pack/changed_pack.h"

namespace {

using namespace unknot_test;
namespace fs = std::filesystem;

class ReadFiles : public testing::Test {
 protected:
  ReadFiles() {
    std::string name = (fs::temp_directory_path() / "unknot-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~ReadFiles() override { fs::remove_all(folder); }

  void write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << bytes;
  }

  // The pack as a folder of files.
  void write_pack(const Json& pack) const {
    for (const auto& [name, file] : pack.items()) {
      if (name == "text" || name == "pictures") continue;
      write(name + ".json", file.dump(1));
    }
    for (const auto& [tag, texts] : pack["text"].items()) write("text/" + tag + ".json", texts.dump(1));
    const Json pictures = pack.value("pictures", Json::object());
    for (const auto& [name, svg] : pictures.items()) write("pictures/" + name + ".svg", svg);
  }

  std::string read(const std::string& name = "") const {
    return unknot::pack::read_files((name.empty() ? folder : folder / name).string());
  }
  std::string refused(const std::string& name = "") const {
    return refusal([&] { read(name); });
  }

  fs::path folder;
};

TEST_F(ReadFiles, AFileIsReadAsItIs) {
  const std::string bytes = std::string("any\0bytes", 9) + std::string(100000, 'x');
  write("pack.json", bytes);
  EXPECT_EQ(read("pack.json"), bytes);
}

TEST_F(ReadFiles, AFolderIsReadIntoTheOneFileForm) {
  const Json pack = built_in_pack();
  write_pack(pack);
  EXPECT_EQ(Json::parse(read()), pack);
}

TEST_F(ReadFiles, FolderAndFileHaveTheSameHash) {
  const Json pack = minimal_pack().json;
  write_pack(pack);
  EXPECT_EQ(unknot::pack::load(read())->sha256, unknot::pack::load(pack.dump())->sha256);
}

TEST_F(ReadFiles, AFolderIsFoundWithASlashAtItsEnd) {
  write_pack(minimal_pack().json);
  EXPECT_EQ(refusal([&] { unknot::pack::read_files(folder.string() + '/'); }), "accepted");
}

TEST_F(ReadFiles, AMemberThatStandsTwiceInAFileIsStillSeen) {
  write_pack(minimal_pack().json);
  write("sources.json", R"({"sources": [], "sources": []})");
  EXPECT_EQ(refusal([&] { unknot::pack::load(read()); }), "duplicate_member ");
}

TEST_F(ReadFiles, WhatDoesNotExistIsUnreadable) {
  EXPECT_EQ(refused("nothing"), "unreadable ");
  EXPECT_EQ(refused("nothing/inside"), "unreadable ");
  EXPECT_EQ(refusal([] { unknot::pack::read_files(""); }), "unreadable ");
  EXPECT_EQ(failure_of([&] { read("nothing"); }).status, unknot::Status::io);
}

TEST_F(ReadFiles, AFolderWithoutOneOfItsFilesIsUnreadable) {
  for (const char* file :
       {"pack.json", "questions.json", "rules.json", "topics.json", "sources.json", "text/en-US.json"}) {
    write_pack(minimal_pack().json);
    fs::remove(folder / file);
    EXPECT_EQ(refused(), "unreadable ") << file;
  }
}

TEST_F(ReadFiles, AnEmptyFolderIsUnreadable) { EXPECT_EQ(refused(), "unreadable "); }

TEST_F(ReadFiles, AFolderInTheFilesPlaceIsUnreadable) {
  write_pack(minimal_pack().json);
  fs::remove(folder / "rules.json");
  fs::create_directory(folder / "rules.json");
  EXPECT_EQ(refused(), "unreadable ");
}

TEST_F(ReadFiles, PicturesHaveALimit) {
  write_pack(minimal_pack().json);
  for (const char* name : {"one", "two", "three"}) {
    write(std::string("pictures/") + name + ".svg", std::string(6 * 1024 * 1024, 'x'));
  }
  EXPECT_EQ(refused(), "too_large ");
}

TEST_F(ReadFiles, AFifoDoesNotHoldTheHostUp) {
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(refused("pipe"), "unreadable ");
  write_pack(minimal_pack().json);
  fs::rename(folder / "pipe", folder / "sources.json");
  EXPECT_EQ(refused(), "unreadable ");
}

TEST_F(ReadFiles, ADeviceIsNotRead) {
  EXPECT_EQ(refusal([] { unknot::pack::read_files("/dev/zero"); }), "unreadable ");
  EXPECT_EQ(refusal([] { unknot::pack::read_files("/dev/null"); }), "unreadable ");
}

// This one opens as a regular file, and its first page is never there.
TEST_F(ReadFiles, AFileThatFailsWhileItIsReadIsUnreadable) {
  EXPECT_EQ(expectation([] { unknot::pack::read_files("/proc/self/mem"); }), "a pack's file that can be read");
}

TEST_F(ReadFiles, ASocketIsNotRead) {
  const int end = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  (folder / "socket").string().copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(end, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(refused("socket"), "unreadable ");
  ::close(end);
}

TEST_F(ReadFiles, LinksInALoopAreUnreadable) {
  fs::create_symlink("b", folder / "a");
  fs::create_symlink("a", folder / "b");
  EXPECT_EQ(refused("a"), "unreadable ");
}

TEST_F(ReadFiles, ALinkToAFileIsFollowed) {
  write("there", "{}");
  fs::create_symlink("there", folder / "link");
  EXPECT_EQ(read("link"), "{}");
}

TEST_F(ReadFiles, AFileThatMayNotBeReadIsUnreadable) {
  write("secret", "{}");
  fs::permissions(folder / "secret", fs::perms::none);
  if (::geteuid() != 0) {
    EXPECT_EQ(refused("secret"), "unreadable ");
    return;
  }
  // Root may read everything: ask as somebody else.
  fs::permissions(folder, fs::perms::owner_all | fs::perms::others_exec);
  ASSERT_EQ(::seteuid(65534), 0);
  const std::string said = refused("secret");
  ASSERT_EQ(::seteuid(0), 0);
  EXPECT_EQ(said, "unreadable ");
}

TEST_F(ReadFiles, MoreThan16MiBIsNotRead) {
  write("large", std::string(unknot::limits::pack_bytes, ' '));
  EXPECT_EQ(refused("large"), "accepted");
  write("large", std::string(unknot::limits::pack_bytes + 1, ' '));
  EXPECT_EQ(refused("large"), "too_large ");
}

TEST_F(ReadFiles, TheHeadOfAFolderIsJson) {
  write_pack(minimal_pack().json);
  for (const char* head : {"", "{"}) {
    write("pack.json", head);
    EXPECT_EQ(refused(), "invalid_json /pack") << head;
  }
  for (const char* head : {"[]", "1"}) {
    write("pack.json", head);
    EXPECT_EQ(refused(), "wrong_type /pack") << head;
  }
}

TEST_F(ReadFiles, ALanguageTagNamesNoOtherFolder) {
  for (const char* tag : {"../../etc/passwd", "a/b", "", ".", "en_US", "en-US.json\n"}) {
    Json pack = minimal_pack().json;
    pack["pack"]["languages"] = {tag};
    write("pack.json", pack["pack"].dump());
    for (const char* file : {"questions", "rules", "topics", "sources"}) write(file + std::string(".json"), "{}");
    EXPECT_EQ(refused(), "unknown_locale /pack/languages") << tag;
  }
}

TEST_F(ReadFiles, DescriptorsAreGivenBack) {
  write_pack(minimal_pack().json);
  const int before = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::close(before);
  read();
  refused("nothing");
  refused("text");
  const int after = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::close(after);
  EXPECT_EQ(after, before);
}

class ReadOverlayFiles : public ReadFiles {
 protected:
  static std::string refused(const fs::path& path) {
    return refusal([&] { unknot::pack::read_overlay_files(path.string()); });
  }
};

TEST_F(ReadOverlayFiles, AFolderHoldsWhatItHasToSay) {
  write("pack.json", R"({"id": "small"})");
  write("README.md", "Ours.");
  EXPECT_EQ(Json::parse(unknot::pack::read_overlay_files(folder.string())),
            (Json{{"pack", {{"id", "small"}}}, {"text", Json::object()}}));
  write("pack.json", R"({"languages": ["en-US", "en-GB"]})");
  write("text/en-US.json", R"({"page": "Letter"})");
  write("text/en-GB.json", R"({"page": "A4"})");
  EXPECT_EQ(Json::parse(unknot::pack::read_overlay_files(folder.string()))["text"],
            (Json{{"en-US", {{"page", "Letter"}}}, {"en-GB", {{"page", "A4"}}}}));
}

TEST_F(ReadOverlayFiles, AFileIsReadAsItIs) {
  write("site.json", "any bytes");
  EXPECT_EQ(unknot::pack::read_overlay_files((folder / "site.json").string()), "any bytes");
}

TEST_F(ReadOverlayFiles, WhatCannotBeReadIsNotPassedOver) {
  EXPECT_EQ(refused(folder / "nothing"), "unreadable /overlay");
  EXPECT_EQ(refused("/dev/null"), "unreadable /overlay");
  write("pack.json", "{}");
  EXPECT_EQ(refused(folder), "accepted");
  write("text", "a file in the place of a folder");
  EXPECT_EQ(refused(folder), "unreadable /overlay");
}

TEST_F(ReadOverlayFiles, APathTooLongForOneOfItsFilesIsUnreadable) {
  write("pack.json", "{}");
  std::string path = folder.string();
  const std::size_t longest = PATH_MAX - 1 - std::string("/pack.json").size();
  while (path.size() < longest) path += path.size() + 2 > longest ? "/" : "/.";
  EXPECT_EQ(expectation([&] { unknot::pack::read_overlay_files(path); }), "a pack's file that can be opened");
}

}  // namespace
