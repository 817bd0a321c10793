#!/usr/bin/env python3
"""Some 380 bad packs, as bytes, files and folders: each is refused within five seconds and in bounded memory, and its
engine says why.  bad_packs_test.py LIBRARY PACK_FOLDER"""

import copy
import ctypes
import json
import os
import random
import resource
import shutil
import socket
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

OK, PACK, IO = 0, 3, 4
SECONDS = 5
EXTRA_BYTES = 96 * 1024 * 1024
LIBRARY, FOLDER = sys.argv[1], Path(sys.argv[2])


class Options(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_uint32), ("reserved", ctypes.c_uint32), ("pack_path", ctypes.c_char_p),
                ("pack", ctypes.c_char_p), ("pack_size", ctypes.c_size_t), ("overlay_path", ctypes.c_char_p),
                ("overlay", ctypes.c_char_p), ("overlay_size", ctypes.c_size_t), ("pdf_module", ctypes.c_char_p),
                ("min_pack_version", ctypes.c_char_p)]


unknot = ctypes.CDLL(LIBRARY)
for name in ("unknot_engine_error", "unknot_engine_info"):
    getattr(unknot, name).restype = ctypes.c_char_p


def opened(path=None, pack=None):
    """(status, error) of an engine with this pack."""
    options = Options(struct_size=ctypes.sizeof(Options))
    if path is not None:
        options.pack_path = os.fsencode(path)
    if pack is not None:
        options.pack, options.pack_size = pack, len(pack)
    engine = ctypes.c_void_p()
    status = unknot.unknot_engine_open(ctypes.byref(options), ctypes.byref(engine))
    assert engine.value, "no handle"
    error = unknot.unknot_engine_error(engine).decode()
    info = unknot.unknot_engine_info(engine, None)
    assert (info == b"") == (status != OK), "an engine that did not open has no info"
    unknot.unknot_engine_close(engine)
    return status, error


def limit_memory():
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + EXTRA_BYTES, resource.RLIM_INFINITY))


def bundle():
    """The pack of the folder, in the form of one file."""
    parts = {name: json.loads((FOLDER / f"{name}.json").read_text()) for name in
             ("pack", "questions", "rules", "topics", "sources")}
    parts["text"] = {path.stem: json.loads(path.read_text()) for path in (FOLDER / "text").iterdir()}
    parts["pictures"] = {path.stem: path.read_text() for path in (FOLDER / "pictures").iterdir()}
    return parts


def compact(pack):
    return json.dumps(pack, separators=(",", ":"), ensure_ascii=False).encode()


def places(json_value, path=()):
    """The path of every member and entry."""
    entries = json_value.items() if isinstance(json_value, dict) else (
        enumerate(json_value) if isinstance(json_value, list) else ())
    for key, value in entries:
        yield (*path, key)
        yield from places(value, (*path, key))


def parent_of(pack, path):
    for key in path[:-1]:
        pack = pack[key]
    return pack


class BadPacks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pack = bundle()
        cls.bytes = compact(cls.pack)
        cls.random = random.Random(20260102)
        cls.count = 0
        cls.work = Path(tempfile.mkdtemp())

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.work)
        print(f"{cls.count} bad packs", file=sys.stderr)

    def setUp(self):
        self.soft, self.hard = resource.getrlimit(resource.RLIMIT_AS)

    def tearDown(self):
        resource.setrlimit(resource.RLIMIT_AS, (self.soft, self.hard))

    def refused(self, about, allowed=(PACK,), **what):
        type(self).count += 1
        with self.subTest(about):
            limit_memory()
            begin = time.monotonic()
            status, error = opened(**what)
            self.assertLess(time.monotonic() - begin, SECONDS)
            resource.setrlimit(resource.RLIMIT_AS, (self.soft, self.hard))
            self.assertIn(status, allowed, error)
            self.assertEqual(set(json.loads(error)), {"code", "pointer", "expected", "message"})

    def test_the_good_one_opens(self):
        self.assertEqual(opened(pack=self.bytes), (OK, ""))
        self.assertEqual(opened(path=FOLDER), (OK, ""))

    def test_cut_short(self):
        for _ in range(40):
            size = self.random.randrange(len(self.bytes))
            self.refused(f"cut to {size}", pack=self.bytes[:size])

    def test_bytes_that_are_not_json(self):
        for byte in (0x00, 0x0A, 0x1F, 0x80, 0xC0, 0xFF):
            for _ in range(6):
                # Within a word: between words a line feed is fine.
                at = self.random.randrange(len(self.bytes))
                while not self.bytes[at:at + 1].isalpha():
                    at = self.random.randrange(len(self.bytes))
                self.refused(f"byte {byte:#x} at {at}", pack=self.bytes[:at] + bytes([byte]) + self.bytes[at + 1:])
        for about, data in {
                "nothing": b"", "a space": b" ", "a byte order mark": b"\xef\xbb\xbf" + self.bytes,
                "UTF-16": self.bytes.decode().encode("utf-16"), "twice": self.bytes * 2,
                "a comma after": self.bytes + b",", "a NUL after": self.bytes + b"\0",
                "a comment": b"/**/" + self.bytes, "in a list": b"[" + self.bytes + b"]", "NaN": b"NaN",
                "a program": Path("/bin/true").read_bytes(),
                "noise": self.random.randbytes(100_000),
                "a lone surrogate": self.bytes.replace(b'"id":"', b'"id":"\\ud800', 1)}.items():
            self.refused(about, pack=data)

    def test_members_gone_or_of_another_type(self):
        # Deep inside the texts some members are optional: those above are not.
        above = [path for path in places(self.pack) if len(path) <= 2 and path[0] != "text"]
        for path in above:
            if path[-1] in ("safety_net_sources", "codes"):
                continue  # they may be missing
            mutant = copy.deepcopy(self.pack)
            del parent_of(mutant, path)[path[-1]]
            self.refused(f"no {path}", pack=compact(mutant))
        for path in [(name,) for name in self.pack] + above:
            for value in (7, "text", True):
                mutant = copy.deepcopy(self.pack)
                if type(parent_of(mutant, path)[path[-1]]) is type(value):
                    continue
                parent_of(mutant, path)[path[-1]] = value
                self.refused(f"{path} is {value!r}", pack=compact(mutant))

    def test_unknown_members_everywhere(self):
        objects = [path for path in places(self.pack) if isinstance(parent_of(self.pack, path)[path[-1]], dict)]
        for path in self.random.sample(objects, 40):
            mutant = copy.deepcopy(self.pack)
            parent_of(mutant, path)[path[-1]]["nobody_knows_this"] = "x"
            self.refused(f"more in {path}", pack=compact(mutant))

    def with_condition(self, condition):
        mutant = copy.deepcopy(self.pack)
        mutant["rules"]["rules"][0]["when"] = condition
        return compact(mutant)

    def test_conditions(self):
        yes = "fever = yes"
        for condition in ("", "(", ")", "=", yes + " and", "or " + yes, "not " + yes, "fever", "fever = ",
                          "fever = blue", "age > 1e9", "age > 99999999999999999999", "age = ", "unsure(",
                          "unsure(nothing)", "count(", "fever = yes)", "\0", "nothing_by_this_name", "fever in {",
                          "fever in {}", "fever in {yes"):
            self.refused(f"condition {condition!r}", pack=self.with_condition(condition))
        for deep in (65, 100, 10_000, 100_000, 1_000_000):
            self.refused(f"{deep} brackets", pack=self.with_condition("(" * deep + yes + ")" * deep))
        sides = (f"age = {1 + i % 100} and pain_score > {i % 10} and duration_days = {i}" for i in range(20_000))
        self.refused("20,000 sides", pack=self.with_condition(" or ".join(sides)))

    def test_deep_and_large(self):
        for about, data in {
                "lists": b"[" * 100_000, "lists, closed": b"[" * 100_000 + b"]" * 100_000,
                "objects": b'{"a":' * 100_000, "objects within": self.bytes[:-1] + b',"pictures":' + b'{"a":' * 1_000,
                "a million members": b"{" + b",".join(b'"%d":0' % i for i in range(1_000_000)) + b"}",
                "eight million entries": b"[" + b"1," * 8_000_000 + b"1]",
                "a million times the same member": b"{" + b",".join([b'"a":0'] * 1_000_000) + b"}",
                "a text of 15 MiB": b'{"pack":"' + b"x" * (15 << 20) + b'"}',
                "a number of 15 MiB": b'{"pack":' + b"1" * (15 << 20) + b"}",
                "escapes": b'{"pack":"' + b"\\u0041" * 2_000_000 + b'"}',
                "16 MiB and a byte": self.bytes + b" " * ((16 << 20) + 1 - len(self.bytes)),
                "100 MiB of spaces": b" " * (100 << 20)}.items():
            self.refused(about, pack=data)

    def copy_of_folder(self):
        folder = self.work / "folder"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(FOLDER, folder)
        return folder

    def test_folders_with_something_else_in_place_of_a_file(self):
        def nothing(path): pass
        def folder(path): path.mkdir()
        def fifo(path): os.mkfifo(path)
        def link_to_itself(path): path.symlink_to(path)
        def link_to_nothing(path): path.symlink_to("nothing")
        def device(path): path.symlink_to("/dev/zero")
        def empty(path): path.write_bytes(b"")

        def enormous(path):
            path.touch()
            os.truncate(path, 1 << 30)

        def of_another_kind(path): path.write_text("[]")
        for name in ("pack", "questions", "rules", "topics", "sources", "text/en-US"):
            for replace in (nothing, folder, fifo, link_to_itself, link_to_nothing, device, empty, enormous,
                            of_another_kind):
                path = self.copy_of_folder() / f"{name}.json"
                path.unlink()
                replace(path)
                self.refused(f"{replace.__name__} {name}", allowed=(IO, PACK), path=path.parents[name.count("/")])

    def test_folders_that_name_other_languages(self):
        for languages in ([], ["en-US", "xx"], ["en-US", "en-US"], ["../text/en-US"], ["/etc/passwd"], [""], ["en_US"],
                          [7], "en-US", None, ["a" * 10_000], ["x"] * 100_000):
            path = self.copy_of_folder()
            head = json.loads((path / "pack.json").read_text())
            head["languages"] = languages
            (path / "pack.json").write_text(json.dumps(head))
            self.refused(f"languages {str(languages)[:40]}", allowed=(IO, PACK), path=path)

    def test_parts_that_break_out_of_their_place(self):
        """A folder's files are put together as text: none may close its place and open another."""
        for part in ("null}, {", 'null, "rules": null', "{}, {}", '{"rules": []}}', "1] ["):
            path = self.copy_of_folder()
            (path / "questions.json").write_text(part)
            self.refused(f"questions {part}", path=path)

    def test_what_is_no_file(self):
        os.chdir(self.work)
        os.mkfifo("fifo")
        os.symlink("loop", "loop")
        os.symlink("nowhere", "dangling")
        os.mkdir("empty")
        listening = socket.socket(socket.AF_UNIX)
        listening.bind("socket")
        for path in ("fifo", "loop", "dangling", "empty", "socket", "", ".", "/", "/dev/zero", "/dev/null", "/dev/tty",
                     "/dev/full", "/dev/stdin", "/proc/self/mem", "/proc/self/environ", "x" * 300, "x/" * 3000,
                     f"{FOLDER}/pack.json/more", "/etc/shadow", "\n", "%s%n", "nowhere/at/all"):
            self.refused(f"path {path[:30]!r}", allowed=(IO, PACK), path=path)
        listening.close()

    def test_a_file_that_shrinks_and_grows_while_it_is_read(self):
        type(self).count += 1
        path = self.work / "restless.json"
        path.write_bytes(self.bytes)
        ended = threading.Event()

        def change():
            with open(path, "r+b") as file:
                while not ended.is_set():
                    file.truncate(1000)
                    file.seek(0)
                    file.write(self.bytes)
                    file.flush()

        changing = threading.Thread(target=change)
        changing.start()
        seen = {status: 0 for status in (OK, PACK, IO)}
        begin = time.monotonic()
        while time.monotonic() - begin < 1:
            seen[opened(path=path)[0]] += 1
        ended.set()
        changing.join()
        self.assertGreater(seen[PACK], 0, seen)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
