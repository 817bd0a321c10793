#!/usr/bin/env python3
"""Each check of style.py is shown red by the smallest tree that breaks it, and green by the one that does not."""

import json
import tempfile
import unittest
from pathlib import Path

import style

PROJECT = Path(__file__).resolve().parents[2]

# The smallest tree that keeps every rule.
TREE = {
    "CMakeLists.txt": "cmake_minimum_required(VERSION 3.25)\nproject(unknot VERSION 1.2.3 LANGUAGES CXX)\n",
    "CHANGELOG.md": "# Changes\n\n## 1.2.3\n\nFirst.\n\n## 1.2.2\n",
    "include/unknot/unknot.h": "/* The C ABI. */\n#ifndef UNKNOT_H\n#define UNKNOT_H\n#define UNKNOT_VERSION_MAJOR 1\n"
    "#define UNKNOT_VERSION_MINOR 2\n#define UNKNOT_VERSION_PATCH 3\n#endif\n",
    "src/LAYERS": "base:\npack: base\n",
    "src/base/version.h": '// The version.\n#pragma once\ninline constexpr char version[] = "1.2.3";\n',
    "src/pack/load.cc": '#include <map>\n#include "base/version.h"\n#include "pack/load.h"\n',
    "src/pack/load.h": "#pragma once\n",
    "abi/engine.cc": '#include <unknot/unknot.h>\n#include "guard.h"\n#include "pack/load.h"\n',
    "abi/guard.h": "#pragma once\n",
    "adapters/cli/main.cc": "#include <CLI/CLI.hpp>\n#include <unknot/unknot.h>\n",
    "adapters/java/pom.xml": "<project>\n  <version>1.2.3</version>\n</project>\n",
    "adapters/dotnet/Unknot.csproj": "<Project><Version>1.2.3</Version></Project>\n",
    "adapters/dotnet/Unknot.nuspec": "<package><version>1.2.3</version></package>\n",
    "adapters/php/composer.json": '{"version": "1.2.3"}\n',
    "adapters/node/package.json": '{\n  "version": "1.2.3"\n}\n',
    "adapters/node/package-lock.json": '{\n  "version": "1.2.3"\n}\n',
    "adapters/node/src/version.js": 'export const version = "1.2.3";\n',
    "adapters/python/src/unknot/_version.py": '__version__ = "1.2.3"\n',
    "packaging/debian/changelog": "unknot (1.2.3) unstable; urgency=medium\n",
    "packaging/kubernetes/unknotd.yaml": "          image: unknotd:1.2.3\n",
    "tests/unit/a_test.cc": "#include <gtest/gtest.h>\n",
    "content/lower-back/pack.json": {"kinds": [{"id": "self_care"}], "slots": [{"id": "warmth"}], "notices": []},
    "content/lower-back/questions.json": {
        "groups": ["pain"],
        "questions": [{"id": "fever"}, {"id": "leg_pain", "values": ["none", "one_leg"]}],
    },
    "content/lower-back/rules.json": {
        "flags": ["trauma"],
        "conditions": [{"id": "both_legs"}],
        "rules": [{"id": "weak-leg", "reason": "a_weak_leg"}],
        "contradictions": [{"id": "no-pain-unable"}],
    },
    "content/lower-back/topics.json": {"topics": [{"id": "heat", "adjustments": [{"id": "bath"}]}]},
}


class StyleTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        for name, contents in TREE.items():
            self.write(name, contents if isinstance(contents, str) else json.dumps(contents))

    def write(self, name, contents):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(contents, encoding="utf-8")

    def add(self, name, line):
        self.write(name, (self.root / name).read_text(encoding="utf-8") + line + "\n")

    def assert_green(self, check):
        self.assertEqual(check(self.root), [])

    def assert_red(self, check, *words):
        found = check(self.root)
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])


class TheTree(StyleTest):
    def test_keeps_every_rule(self):
        for check in style.CHECKS:
            self.assert_green(check)

    def test_what_is_built_or_installed_is_not_ours(self):
        for place in ("build/release/a.h", "tests/contract/node_modules/a.h", "tests/__pycache__/a.py"):
            self.write(place, "TOD" "O in /wor" "k/x\n")
        for check in style.CHECKS:
            self.assert_green(check)


class Layers(StyleTest):
    def test_a_lower_folder_does_not_include_a_higher_one(self):
        self.add("src/base/version.h", '#include "pack/load.h"')
        self.assert_red(style.check_layers, "src/base/version.h:4", "pack/load.h")

    def test_a_folder_includes_itself(self):
        self.add("src/pack/load.cc", '#include "pack/pack.h"')
        self.assert_green(style.check_layers)

    def test_a_folder_is_named_in_layers(self):
        self.write("src/extra/a.h", "#pragma once\n")
        self.assert_red(style.check_layers, "src/extra is missing")

    def test_a_named_folder_exists(self):
        self.add("src/LAYERS", "ghost: base")
        self.assert_red(style.check_layers, "no folder src/ghost")

    def test_layers_have_an_order(self):
        self.write("src/LAYERS", "base: pack\npack: base\n")
        self.assert_red(style.check_layers, "base may not include pack")

    def test_the_engine_does_not_know_the_c_abi(self):
        self.add("src/pack/load.cc", "#include <unknot/unknot.h>")
        self.assert_red(style.check_layers, "src/pack/load.cc:4")

    def test_the_c_shell_reaches_only_the_engines_door(self):
        self.add("abi/engine.cc", '#include "compose/composer.h"')
        self.assert_red(style.check_layers, "abi/engine.cc:4", "compose/composer.h")

    def test_adapters_know_only_the_c_abi(self):
        self.add("adapters/cli/main.cc", '#include "pack/load.h"')
        self.assert_red(style.check_layers, "adapters/cli/main.cc:3")


class Headers(StyleTest):
    def test_some_of_the_standards_are_not_used_in_the_engine(self):
        for name in ("iostream", "filesystem", "thread", "regex", "locale", "format", "ranges"):
            self.write("src/base/bad.cc", f"#include <{name}>\n")
            self.assert_red(style.check_headers, "src/base/bad.cc:1", name)

    def test_the_build_tool_and_the_command_line_may_use_them(self):
        self.write("src/pack/bundle.cc", "#include <iostream>\n")
        self.add("adapters/cli/main.cc", "#include <thread>")
        self.assert_green(style.check_headers)

    def test_rapidjson_stands_behind_the_one_reader(self):
        self.write("src/base/a.cc", "#include <rapidjson/reader.h>\n")
        self.assert_green(style.check_headers)
        self.add("src/pack/load.cc", "#include <rapidjson/reader.h>")
        self.assert_red(style.check_headers, "src/pack/load.cc:4")

    def test_nlohmann_is_the_adapters_and_the_tests(self):
        self.add("adapters/cli/main.cc", "#include <nlohmann/json.hpp>")
        self.add("tests/unit/a_test.cc", "#include <nlohmann/json.hpp>")
        self.assert_green(style.check_headers)
        self.write("src/pack/a.cc", "#include <nlohmann/json.hpp>\n")
        self.assert_red(style.check_headers, "src/pack/a.cc:1")

    def test_of_boost_the_engine_has_uuid_alone_and_in_fhir_alone(self):
        self.write("src/render/fhir_identity.cc", "#include <boost/uuid/name_generator_sha1.hpp>\n")
        self.write("adapters/service/server.h", "#pragma once\n#include <boost/asio.hpp>\n")
        self.assert_green(style.check_headers)
        self.write("src/render/fhir_a.cc", "#include <boost/asio.hpp>\n")
        self.assert_red(style.check_headers, "src/render/fhir_a.cc:1")
        self.write("src/render/fhir_a.cc", "")
        self.write("src/render/a.cc", "#include <boost/uuid/uuid.hpp>\n")
        self.assert_red(style.check_headers, "src/render/a.cc:1")

    def test_cli11_is_the_command_lines(self):
        self.add("abi/engine.cc", "#include <CLI/CLI.hpp>")
        self.assert_red(style.check_headers, "abi/engine.cc:4")

    def test_test_libraries_are_the_tests(self):
        self.add("src/pack/load.h", "#include <gtest/gtest.h>")
        self.assert_red(style.check_headers, "src/pack/load.h:2")

    def test_an_include_in_any_spacing_is_seen(self):
        self.write("src/base/bad.cc", "  #  include   <regex>\n")
        self.assert_red(style.check_headers, "regex")


class MedicineIsData(StyleTest):
    def literal(self, literal):
        self.write("src/base/code.cc", f"auto a = {literal};\n")

    def test_no_id_of_the_pack_stands_in_the_code(self):
        for name in ("fever", "leg_pain", "one_leg", "trauma", "both_legs", "weak-leg", "a_weak_leg", "no-pain-unable",
                     "heat", "bath", "warmth", "pain"):
            self.literal(f'"{name}"')
            self.assert_red(style.check_medicine_is_data, "src/base/code.cc:1", name)

    def test_an_id_inside_a_longer_text_is_seen(self):
        for literal in ('"question leg_pain is open"', '"/answers/leg_pain"', 'R"({"leg_pain": true})"', 'R"x(leg_pain)x"',
                        r'"\"leg_pain\""'):
            self.literal(literal)
            self.assert_red(style.check_medicine_is_data, "leg_pain")

    def test_a_plain_word_inside_a_sentence_is_no_id(self):
        self.literal('"no fever, no heat"')
        self.assert_green(style.check_medicine_is_data)

    def test_a_longer_word_is_no_id(self):
        self.literal('"leg_pain_old"')
        self.assert_green(style.check_medicine_is_data)

    def test_comments_and_names_are_no_literals(self):
        self.write("src/base/code.cc", "// \"fever\"\n/* \"leg_pain\" */ int fever = '\"' + leg_pain + '\"';\n")
        self.assert_green(style.check_medicine_is_data)

    def test_includes_are_no_literals(self):
        self.add("src/pack/load.cc", '#include "fever"')
        self.assert_green(style.check_medicine_is_data)

    def test_the_c_shell_knows_no_medicine_either(self):
        self.add("abi/engine.cc", 'auto a = "leg_pain";')
        self.assert_red(style.check_medicine_is_data, "abi/engine.cc:4")

    def test_the_line_is_told(self):
        self.write("src/base/code.cc", '/*\n\n*/\nauto a = R"(\n)";\nauto b = "fever";\n')
        self.assert_red(style.check_medicine_is_data, "src/base/code.cc:6")

    def test_every_schema_word_is_needed(self):
        allowed = style.SCHEMA_WORDS
        try:
            style.SCHEMA_WORDS = set()
            named = " ".join(style.check_medicine_is_data(PROJECT))
        finally:
            style.SCHEMA_WORDS = allowed
        for word in allowed:
            self.assertRegex(named, rf"\b{word}\b")


class Length(StyleTest):
    def test_400_lines_are_enough(self):
        self.write("src/base/long.cc", "int a;\n" * 400)
        self.assert_green(style.check_length)
        self.write("src/base/long.cc", "int a;\n" * 401)
        self.assert_red(style.check_length, "src/base/long.cc:401")

    def test_the_header_and_the_adapters_count_too(self):
        for name in ("include/unknot/unknot.hpp", "abi/a.cc", "adapters/cli/a.py", "src/render/a.css"):
            self.write(name, "\n" * 500)
            self.assert_red(style.check_length, name)
            (self.root / name).unlink()


class Versions(StyleTest):
    def test_each_place_has_the_same(self):
        for name, old, new in (
            ("CMakeLists.txt", "1.2.3", "1.2.4"),
            ("CHANGELOG.md", "## 1.2.3", "## 1.2.4"),
            ("include/unknot/unknot.h", "PATCH 3", "PATCH 4"),
            ("src/base/version.h", "1.2.3", "1.2.4"),
            *((name, "1.2.3", "1.2.4") for name in style.PACKAGE_VERSIONS),
        ):
            text = TREE[name]
            self.write(name, text.replace(old, new))
            found = style.check_versions(self.root)
            self.assertIn(f"{name}:1: version 1.2.4", found)
            self.write(name, text)
            self.assert_green(style.check_versions)

    def test_each_place_has_one(self):
        (self.root / "CHANGELOG.md").unlink()
        self.assertIn("CHANGELOG.md:1: version none", style.check_versions(self.root))

    def test_files_are_named_by_it(self):
        self.write("README.md", "java -cp dist/unknot-1.2.3.jar\nnpm install dist/unknot-1.2.2.tgz\n")
        self.assert_red(style.check_versions, "README.md:2", "unknot-1.2.2.tgz")

    def test_no_version_anywhere_is_no_agreement(self):
        places = ("CMakeLists.txt", "CHANGELOG.md", "src/base/version.h", "include/unknot/unknot.h", *style.PACKAGE_VERSIONS)
        for name in places:
            self.write(name, "\n")
        self.assertEqual(len(style.check_versions(self.root)), len(places))


class PrivatePlaces(StyleTest):
    def test_no_path_of_a_machine_stands_anywhere(self):
        for place in ("/wor" "k/main", "/hom" "e/anna", "/roo" "t/x", "/User" "s/anna", ".librar" "y/env", "/tm" "p/h9"):
            for name in ("README.md", "src/base/a.cc", "tests/a.sh", "dev"):
                self.write(name, f"see {place} there\n")
                self.assert_red(style.check_private_places, f"{name}:1")
                (self.root / name).unlink()

    def test_a_place_that_every_machine_has_is_no_private_one(self):
        self.write("README.md", "/usr/lib, /tmp, /tm" "p/unknot-XXXX, a workflow, homework, /home page\n")
        self.assert_green(style.check_private_places)


class Guards(StyleTest):
    def test_a_header_can_be_included_twice(self):
        self.write("src/pack/load.h", "// A comment.\nint a();\n")
        self.assert_red(style.check_guards, "src/pack/load.h")

    def test_a_guard_guards_by_one_name(self):
        self.write("src/pack/load.h", "#ifndef A\n#define B\n#endif\n")
        self.assert_red(style.check_guards, "src/pack/load.h")

    def test_a_comment_may_stand_before_the_guard(self):
        self.write("src/pack/load.h", "/* One.\n Two. */\n// Three.\n#pragma once\n")
        self.assert_green(style.check_guards)


class Unfinished(StyleTest):
    def test_nothing_waits_to_be_done(self):
        for word in ("TOD" "O", "FIXM" "E", "XX" "X"):
            for name in ("src/base/a.cc", "docs/a.md", "dev", "tests/a.py"):
                self.write(name, f"// {word}: later\n")
                self.assert_red(style.check_unfinished, f"{name}:1")
                (self.root / name).unlink()

    def test_a_longer_word_is_none(self):
        self.write("docs/a.md", "mktemp XXXXXX, TODOS\n")
        self.assert_green(style.check_unfinished)


if __name__ == "__main__":
    unittest.main()
