#!/usr/bin/env python3
"""The paper, as poppler and qpdf see it: every golden patient, and a sheet that is read from right to left.

UNKNOT is the command line, UNKNOT_PDF_MODULE the module.
"""
import ctypes
import functools
import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml

UNKNOT = os.environ["UNKNOT"]
GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden"
INTAKES = sorted(GOLDEN.glob("*.intake.json"))
WORK = tempfile.TemporaryDirectory()


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, **options).stdout


def write_pdf(intake, path, environment=None):
    run(UNKNOT, "assess", intake, "--format", "pdf", "-o", path, env=environment)
    return path


@functools.cache
def pdf(intake):
    return write_pdf(intake, pathlib.Path(WORK.name) / (intake.name + ".pdf"))


@functools.cache
def document(intake):
    return json.loads(run(UNKNOT, "assess", intake, "--format", "handout"))


def blocks(handout):
    for section in handout["sections"]:
        yield from section["blocks"]


def pictures(handout):
    for block in blocks(handout):
        yield from block.get("pictures", [])


def texts(handout):
    """All that the patient is told, in the order of reading."""
    yield handout["title"]
    if handout["patient"]:
        yield handout["patient"]
    for section in handout["sections"]:
        if section["heading"]:
            yield section["heading"]
        for block in section["blocks"]:
            if "label" in block:
                yield block["label"]
            if "text" in block:
                yield block["text"]
            yield from block.get("items", [])
            for row in block.get("rows", []):
                yield row["text"]


def squeezed(text):
    return re.sub(r"\s+", "", text)


def pages_of(path):
    return int(re.search(r"^Pages: +(\d+)", run("pdfinfo", path).decode(), re.M)[1])


def text_of(path, *options):
    return run("pdftotext", *options, path, "-").decode()


class Objects:
    """A PDF's objects, by qpdf's JSON."""

    def __init__(self, path):
        whole = json.loads(run("qpdf", "--json", "--json-stream-data=none", path))
        self.objects = whole["qpdf"][1]
        self.root = self.at(self.objects["trailer"]["value"]["/Root"])

    def at(self, value):
        if isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            value = self.objects["obj:" + value]
            return value["value"] if "value" in value else value["stream"]["dict"]
        return value

    def elements(self, element=None):
        """The structure's elements, in the order of reading."""
        element = self.at(self.root["/StructTreeRoot"]) if element is None else element
        children = self.at(element.get("/K", []))
        for child in children if isinstance(children, list) else [children]:
            child = self.at(child)
            if isinstance(child, dict) and "/S" in child:
                yield child
                yield from self.elements(child)


def editions():
    """The goldens' intakes in every language, on both papers and in both sizes: each fifth, as the pages are printed."""
    all_of_them = itertools.product(INTAKES, ("en-US", "es-US", "en-GB"), ("A4", "Letter"), (False, True))
    for intake, locale, page, large_print in itertools.islice(all_of_them, 0, None, 5):
        given = json.loads(intake.read_bytes())
        given["handout"] = {**given.get("handout", {}), "locale": locale, "page": page, "large_print": large_print}
        edition = pathlib.Path(WORK.name) / f"{intake.name}-{locale}-{page}-{'large' if large_print else 'normal'}.json"
        edition.write_text(json.dumps(given))
        yield edition


def of_each_intake(check):
    """The check of one intake's paper, as a test of all of them."""
    def test(self):
        for intake in INTAKES:
            with self.subTest(intake=intake.name):
                check(self, intake)
    return test


class PaperTest(unittest.TestCase):
    maxDiff = None

    @of_each_intake
    def test_is_a_whole_pdf_with_all_fonts_in_it(self, intake):
        run("qpdf", "--check", pdf(intake))
        fonts = run("pdffonts", pdf(intake)).decode().splitlines()[2:]
        self.assertGreaterEqual(len(fonts), 2)
        for font in fonts:
            self.assertRegex(font, r"^[A-Z]{6}\+(Carlito|NotoSans).* yes yes yes +\d+ +\d+$")

    @of_each_intake
    def test_tells_all_that_the_handout_tells_in_its_order(self, intake):
        told = squeezed(text_of(pdf(intake), "-raw"))
        stretches = re.findall(r'^ *"(.*)"$', run("pdfinfo", "-struct-text", pdf(intake)).decode(), re.M)
        structure = squeezed("".join(stretches))
        at = 0
        for text in texts(document(intake)):
            self.assertIn(squeezed(text), told)
            found = structure.find(squeezed(text), at)
            self.assertNotEqual(found, -1, text)
            at = found + len(squeezed(text))

    @of_each_intake
    def test_is_tagged_in_its_language(self, intake):
        handout, objects = document(intake), Objects(pdf(intake))
        self.assertEqual(objects.root["/Lang"], "u:" + handout["locale"])
        self.assertEqual(objects.at(objects.root["/MarkInfo"]), {"/Marked": True})
        self.assertTrue(objects.at(objects.root["/ViewerPreferences"])["/DisplayDocTitle"])
        title = re.search(r"^Title: +(.*)$", run("pdfinfo", pdf(intake)).decode(), re.M)[1]
        self.assertEqual(title, handout["title"])
        elements = list(objects.elements())
        kinds = [element["/S"] for element in elements]
        self.assertEqual(kinds[:2], ["/Document", "/H1"])
        self.assertNotIn("/Private", kinds)
        lists = sum(block["type"] in ("list", "steps") for block in blocks(handout))
        items = sum(len(block.get("items", [])) for block in blocks(handout))
        self.assertEqual(kinds.count("/L"), lists)
        self.assertEqual(kinds.count("/LI"), items)
        headings = sum(section["heading"] is not None for section in handout["sections"])
        self.assertGreaterEqual(sum(kind in ("/H2", "/H3", "/H4") for kind in kinds), headings)
        alternatives = [element["/Alt"][2:] for element in elements if element["/S"] == "/Figure"]
        self.assertEqual(alternatives, [picture["alternative_text"] for picture in pictures(handout)])
        for element in elements:
            if element["/S"] == "/TH":
                self.assertIn(objects.at(element["/A"])["/Scope"], ("/Column", "/Row"))
        rows = sum(len(block.get("rows", [])) for block in blocks(handout))
        self.assertGreaterEqual(kinds.count("/TR"), rows + 1 if rows else 0)

    @of_each_intake
    def test_marks_everything_that_is_drawn(self, intake):
        plain = run("qpdf", "--qdf", "--object-streams=disable", pdf(intake), "-")
        for content in re.findall(rb"\nstream\n(1 0 0 -1 0 .*?)\nendstream", plain, re.S):
            if b"MCID" not in content:
                continue  # a picture, which its figure marks
            depth = 0
            without_text = re.sub(rb"\((?:\\.|[^\\()])*\)", b"()", content)
            for word in without_text.split():
                depth += word in (b"BDC", b"BMC")
                depth -= word == b"EMC"
                if depth == 0:
                    self.assertNotIn(word, (b"Tj", b"TJ", b"f", b"f*", b"S", b"Do"))

    def test_is_as_short_as_promised_in_every_edition(self):
        for intake in editions():
            with self.subTest(intake=intake.name):
                self.assert_short(intake)

    @of_each_intake
    def test_is_as_short_as_promised(self, intake):
        self.assert_short(intake)

    def assert_short(self, intake):
        handout, count = document(intake), pages_of(pdf(intake))
        large = handout["large_print"]
        if handout["kind"].startswith("get_care"):
            self.assertLessEqual(count, 2 if large else 1)
        elif not large:
            sheet = [page for page in range(1, count + 1) if "☐" in text_of(pdf(intake), "-f", page, "-l", page)]
            if sheet:
                self.assertLessEqual(len(sheet), 1)
                self.assertLessEqual(sheet[0] - 1, 2)
            self.assertLessEqual(count, 3)
        else:
            self.assertLessEqual(count, 6)
        width, height = re.search(r"Page size: +([\d.]+) x ([\d.]+)", run("pdfinfo", pdf(intake)).decode()).groups()
        self.assertEqual((width, height), ("595.28", "841.89") if handout["page"] == "A4" else ("612", "792"))

    @of_each_intake
    def test_no_heading_ends_a_column(self, intake):
        handout = document(intake)
        headings = {squeezed(section["heading"]) for section in handout["sections"] if section["heading"]}
        for page in text_of(pdf(intake), "-raw").split("\f")[:-1]:
            last = page.rstrip().splitlines()[:-1]  # without the foot
            while last and re.fullmatch(r"[\d /·]*|.*\d+ / \d+|For .*|[A-Za-z0-9._-]+", last[-1].strip()):
                last.pop()
            self.assertNotIn(squeezed(last[-1]), headings)

    @of_each_intake
    def test_keeps_away_from_the_edge_of_the_paper(self, intake):
        name = "{http://www.w3.org/1999/xhtml}"
        for page in xml.fromstring(text_of(pdf(intake), "-bbox")).iter(name + "page"):
            width, height = float(page.get("width")), float(page.get("height"))
            for word in page.iter(name + "word"):
                self.assertGreater(min(float(word.get("xMin")), float(word.get("yMin"))), 20, word.text)
                self.assertLess(float(word.get("xMax")), width - 20, word.text)
                self.assertLess(float(word.get("yMax")), height - 18, word.text)

    @of_each_intake
    def test_shows_on_each_page_whose_it_is(self, intake):
        patient = document(intake)["patient"]
        request = json.loads(intake.read_text()).get("request", {}).get("id")
        for page in range(1, pages_of(pdf(intake)) + 1):
            told = squeezed(text_of(pdf(intake), "-raw", "-f", page, "-l", page))
            self.assertIn(squeezed(f"{page} / {pages_of(pdf(intake))}"), told)
            for words in filter(None, (patient, request)):
                self.assertIn(squeezed(words), told)

    def test_is_the_same_in_every_process_language_and_time_zone(self):
        for intake in INTAKES[::8]:
            with self.subTest(intake=intake.name), tempfile.TemporaryDirectory() as folder:
                environment = {"LC_ALL": "es_ES.UTF-8", "LANGUAGE": "he", "PANGO_LANGUAGE": "ar", "TZ": "Asia/Tokyo",
                               "HOME": folder, "FONTCONFIG_FILE": "/dev/null", "PATH": "/usr/bin:/bin"}
                other = write_pdf(intake, pathlib.Path(folder) / "other.pdf", environment)
                self.assertEqual(other.read_bytes(), pdf(intake).read_bytes())

    def test_is_dated_by_the_visit(self):
        path = pathlib.Path(WORK.name) / "dated.pdf"
        run(UNKNOT, "assess", INTAKES[0], "--format", "pdf", "--at", "2026-11-22T10:20:30Z", "-o", path)
        self.assertIn("2026-11-22T10:20:30Z", run("pdfinfo", "-isodates", path).decode())


class CommandTest(unittest.TestCase):
    def test_names_the_package_where_the_module_is_not_installed(self):
        with tempfile.TemporaryDirectory() as folder:
            prefix = pathlib.Path(folder)
            (prefix / "bin").mkdir()
            (prefix / "lib").mkdir()
            shutil.copy(UNKNOT, prefix / "bin/unknot")
            shutil.copy(pathlib.Path(os.environ["UNKNOT_PDF_MODULE"]).parent / "libunknot.so.1", prefix / "lib")
            done = subprocess.run([prefix / "bin/unknot", "assess", INTAKES[0], "--format", "pdf", "-o", prefix / "a.pdf"],
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 3)
            self.assertIn("libunknot-pdf1", json.loads(done.stderr)["expected"])
            self.assertFalse((prefix / "a.pdf").exists())

    def test_writes_no_pdf_to_a_terminal(self):
        command = f"{UNKNOT} assess {INTAKES[0]} --format pdf"
        done = subprocess.run(["script", "-qec", command, "/dev/null"], capture_output=True)
        self.assertEqual(done.returncode, 64)
        self.assertNotIn(b"%PDF", done.stdout)

    def test_writes_a_pdf_to_a_pipe(self):
        self.assertEqual(run(UNKNOT, "assess", INTAKES[0], "--format", "pdf"), pdf(INTAKES[0]).read_bytes())


class Input(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_uint32), ("reserved", ctypes.c_uint32), ("document", ctypes.c_char_p),
                ("document_size", ctypes.c_size_t), ("pictures", ctypes.c_void_p), ("picture_count", ctypes.c_size_t),
                ("request_id", ctypes.c_char_p), ("created", ctypes.c_int64)]


def module_pdf(handout, name):
    function = ctypes.CDLL(os.environ["UNKNOT_PDF_MODULE"]).unknot_pdf_write_1
    document = json.dumps(handout).encode()
    given = Input(ctypes.sizeof(Input), 0, document, len(document), None, 0, b"visit-1", 0)
    made, size = ctypes.POINTER(ctypes.c_char)(), ctypes.c_size_t()
    status = function(ctypes.byref(given), ctypes.byref(made), ctypes.byref(size))
    assert status == 0, status
    path = pathlib.Path(WORK.name) / name
    path.write_bytes(made[: size.value])
    ctypes.CDLL(None).free(made)
    return path


def letter_boxes(path):
    """(letters, left, right) of each stretch of the first page that poppler sees as one, and the page's width."""
    page = next(xml.fromstring(text_of(path, "-bbox")).iter("{http://www.w3.org/1999/xhtml}page"))
    return [(word.text, float(word.get("xMin")), float(word.get("xMax"))) for word in page], float(page.get("width"))


class RightToLeftTest(unittest.TestCase):
    HANDOUT = {
        "schema": "1.0", "kind": "self_care", "locale": "he", "direction": "rtl", "page": "A4", "large_print": False,
        "title": "טיפול בגב", "patient": None,
        "sections": [
            {"id": "plan", "form": "plain", "topic": None, "box": None, "heading": "התוכנית", "blocks": [
                {"type": "paragraph", "text": "קודם צד ימין, Sam 555-0142, ואחר כך."}]},
            {"id": "plan", "form": "topic", "topic": "move", "box": None, "heading": "תנועה", "blocks": [
                {"type": "steps", "items": ["ללכת", "לנוח"]},
                {"type": "dose", "label": "כמה", "text": "מעט"}]},
            {"id": "plan", "form": "topic", "topic": "rest", "box": None, "heading": "سلام", "blocks": [
                {"type": "list", "items": ["الراحة"]}]},
            {"id": "tick_sheet", "form": "plain", "topic": None, "box": None, "heading": "טבלה", "blocks": [
                {"type": "tick_sheet", "days": [{"text": "א", "date": None}, {"text": "ב", "date": None}],
                 "rows": [{"topic": "move", "text": "ללכת", "days": [1, 2]}]}]},
        ],
    }

    def setUp(self):
        self.pdf = module_pdf(self.HANDOUT, "right_to_left.pdf")

    def places(self, letters):
        found, self.width = letter_boxes(self.pdf)
        return [(left, right) for text, left, right in found if text == letters]

    def test_begins_at_the_right(self):
        self.assertGreater(max(right for _, right in self.places("ה")), self.width - 40)  # of a heading
        self.assertLess(self.places("س")[0][1], self.width / 2 + 1)  # the second column is the left one
        self.assertLess(self.places("1")[-1][0], 60)  # the page's number

    def test_steps_stand_left_of_their_numbers(self):
        number = self.places(".1")[0]
        self.assertGreater(number[1], self.width - 40)
        letters = [right for left, right in self.places("ל") if right < number[0]]
        self.assertTrue(letters)

    def test_the_number_of_a_page_is_read_as_ever(self):
        left_to_right = [text for text, left, _ in letter_boxes(self.pdf)[0] if left < 80]
        self.assertEqual(left_to_right[-3:], ["1", "/", "2"])

    def test_all_words_are_set_in_embedded_fonts(self):
        fonts = run("pdffonts", self.pdf).decode()
        self.assertIn("NotoSansHebrew", fonts)
        self.assertIn("NotoSansArabic", fonts)
        self.assertNotIn(" no ", fonts)
        told = squeezed(text_of(self.pdf))
        for word in ("555-0142", "Sam", "ללכת", "الراحة"):
            self.assertIn(word, told)

    def test_is_said_to_be_read_from_right_to_left(self):
        objects = Objects(self.pdf)
        self.assertEqual(objects.at(objects.root["/ViewerPreferences"])["/Direction"], "/R2L")
        self.assertEqual(objects.root["/Lang"], "u:he")


if __name__ == "__main__":
    unittest.main()
