"""Writes the pack as C++ tables and straight-line conditions for floor.cc: make_floor.py PACK.json CSS OUT

PACK.json is what unknot_engine_pack answers. Every text is escaped here, and markup and words that always stand
together become one piece.
"""
import json
import pathlib
import sys

# Letters in a line of a column, in the normal edition and in large print.
LETTERS = (53, 70)
TIERS = ["none", "self_care", "routine", "soon", "same_day", "emergency"]
SECTIONS = ["unfinished", "notices", "message", "why", "advice", "tell", "contact", "plan", "tick_sheet", "more",
            "left_out", "safety_net", "foot"]
# What only the intake tells; every other placeholder is filled here.
VALUES = ["emergency_number", "clinic_name", "clinic_phone", "out_of_hours", "call", "count", "date", "month", "day",
          "year", "labels", "patient_name", "request_id", "sources"]


def escape(text):
    for plain, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        text = text.replace(plain, entity)
    return text


def letters(text):
    return len(text.encode())


def style_escape(text):
    """In a quoted string of a style sheet."""
    return "".join(c if c == " " or ord(c) >= 128 or c.isalnum() else f"\\{ord(c):06x}" for c in text)


def words(text):
    """A C++ expression of the bytes as a string_view."""
    quoted = "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else f"\\{b:03o}" for b in text.encode())
    return f'{{"{quoted}", {len(text.encode())}}}' if text else "{}"


def rows(letters, in_line):
    return -(-letters // in_line)


class Extent:
    """What words take of a column: they go on a line that others began, fill lines, and begin one for others.

    Halves of a line add up wherever the words between them come from, a patient's values among them.
    """

    def __init__(self, first=0, lines=(0, 0), last=None):
        self.first, self.lines = first, lines
        self.last = last  # None: no line ends here

    def __add__(self, other):
        lines = tuple(a + b for a, b in zip(self.lines, other.lines))
        if self.last is None:
            return Extent(self.first + other.first, lines, other.last)
        if other.last is None:
            return Extent(self.first, lines, self.last + other.first)
        lines = tuple(n + rows(self.last + other.first, in_line) for n, in_line in zip(lines, LETTERS))
        return Extent(self.first, lines, other.last)

    def cpp(self):
        normal, large = self.lines
        return f"{{{self.first}, {normal}, {large}, {self.last or 0}, {str(self.last is not None).lower()}}}"


class Words:
    def __init__(self, page, extent=None):
        self.page = page  # as it stands in the page
        self.extent = extent or Extent()

    def cpp(self):
        return f"{{{words(self.page)}, {self.extent.cpp()}}}"


class Value:
    def __init__(self, name, is_written=True):
        self.name, self.is_written = name, is_written


class Pieces:
    """Markup and words with the places of the patient's values between them."""

    def __init__(self, parts=()):
        self.parts = list(parts)

    def __add__(self, other):
        joined = list(self.parts)
        for part in (other.parts if isinstance(other, Pieces) else [Words(other)]):
            if isinstance(part, Words) and joined and isinstance(joined[-1], Words):
                joined[-1] = Words(joined[-1].page + part.page, joined[-1].extent + part.extent)
            else:
                joined.append(part)
        return Pieces(joined)

    def __radd__(self, other):
        return Pieces([Words(other)]) + self

    def one(self):
        """All of it, if it has no values."""
        whole = (Pieces([Words("")]) + self).parts
        assert len(whole) == 1 and isinstance(whole[0], Words), "a text without values"
        return whole[0]

    def page(self):
        return self.one().page

    def counted_only(self):
        return Pieces(Words("", part.extent) if isinstance(part, Words) else Value(part.name, False)
                      for part in self.parts)


# What a line takes beside its words, and what a heading takes.
END = Pieces([Words("", Extent(3, last=0))])
HEADING = Pieces([Words("", Extent(lines=(2, 2)))])


class Generator:
    def __init__(self, pack, css):
        self.pack = pack
        self.css = css
        self.locale = "en-US"  # the one that the benchmark's intakes are read in
        self.text = pack["text"][self.locale]
        self.questions = {q["id"]: i for i, q in enumerate(pack["questions"])}
        self.topics = {t["id"]: i for i, t in enumerate(pack["topics"])}
        assert len(self.questions) <= 64, "one bit for each question"
        self.nodes, self.children, self.known_nodes = [], [], {}
        self.fixed = {"pack_version": pack["version"], "pack_date": pack["date"],
                      "advice_line": self.text["advice_line"] or "", "reviewer": pack["review"]["reviewer"] or ""}
        self.out = []
        self.pieces = []

    # Conditions

    def mask(self, question, values):
        names = self.pack["questions"][question]["values"]
        return sum(1 << names.index(value) for value in values)

    def node(self, condition):
        """The index of the condition's node, after the nodes that it is made of; each shape once."""
        key = json.dumps(condition)
        if key not in self.known_nodes:
            kind = "all" if "all" in condition else "any" if "any" in condition else None
            if kind:
                children = [self.node(child) for child in condition[kind]]
                sign, neutral = ("&", "yes") if kind == "all" else ("|", "no")
                expression = f" {sign} ".join(f"t[{child}]" for child in children) or neutral
                table = f"{{Node::{kind}, 0, {len(self.children)}, {len(children)}, 0}}"
                self.children += children
            else:
                question, expression = self.atom(condition)
                kind = "members" if "of" in condition else "other"
                mask = self.mask(question, condition["of"]) if "of" in condition else 0
                table = f"{{Node::{kind}, {question}, 0, 0, {mask}u}}"
            self.known_nodes[key] = len(self.nodes)
            self.nodes.append((expression, table))
        return self.known_nodes[key]

    def optional_node(self, condition):
        return -1 if condition is None else self.node(condition)

    def atom(self, condition):
        if "unsure" in condition:
            question = self.questions[condition["unsure"]]
            return question, f"f.is_unsure({question}) ? yes : no"
        question = self.questions[condition["question"]]
        if "from" in condition:
            holds = f"f.number[{question}] >= {condition['from']} && f.number[{question}] <= {condition['to']}"
        else:
            members = f"f.members[{question}] & {self.mask(question, condition['of'])}u"
            least = condition["at_least"]
            holds = f"({members}) != 0" if least == 1 else f"std::popcount({members}) >= {least}"
        return question, f"f.atom({question}, {holds})"

    def inline(self, condition):
        for kind, sign in (("all", "&"), ("any", "|")):
            if kind in condition:
                return "(" + f" {sign} ".join(self.inline(child) for child in condition[kind]) + ")"
        return f"({self.atom(condition)[1]})"

    def named_by(self, condition):
        for kind in ("all", "any"):
            if kind in condition:
                mask = 0
                for child in condition[kind]:
                    mask |= self.named_by(child)
                return mask
        return 1 << self.questions[condition.get("question", condition.get("unsure"))]

    # Texts

    def fill(self, text, to_page=escape):
        filled = Pieces()
        for i, part in enumerate((text or "").replace("}", "{").split("{")):
            if i % 2 == 1 and part not in self.fixed:
                assert part in VALUES, part
                filled += Pieces([Value(part)])
                continue
            plain = self.fixed[part] if i % 2 == 1 else part
            filled += Pieces([Words(to_page(plain), Extent(letters(plain)))])
        return filled

    def text_of(self, plain):
        return f"{{{words(escape(plain or ''))}, {letters(plain or '')}}}"

    def label(self, name):
        return self.fill(self.text["handout"][name])

    def element(self, open_tag, text, close_tag):
        return open_tag + self.fill(text) + END + close_tag

    def heading(self, open_tag, text, close_tag):
        return open_tag + escape(text) + close_tag + HEADING

    def labelled(self, kind, text, label=None):
        return f'<p class="{kind}"><b>' + self.label(label or kind) + ":</b> " + self.fill(text) + END + "</p>\n"

    def section(self, section, title, body):
        heading = self.heading("<h2>", title, "</h2>\n") if title else Pieces()
        return f'<section class="{section}">\n' + heading + body + "</section>\n"

    def bullets(self, texts, label=""):
        """A list; what stands above it counts in every line."""
        above = self.fill(label)
        listed = ("<h3>" + above + "</h3>\n" if label else Pieces()) + "<ul>\n"
        for i, text in enumerate(texts):
            listed += (above.counted_only() if i > 0 else Pieces()) + self.element("<li>", text, "</li>\n")
        return listed + "</ul>\n"

    # C++

    def line(self, pieces):
        """A C++ expression of the pieces, as a span of the one table."""
        start = len(self.pieces)
        self.pieces += [f"{{{part.cpp()}, Value::words, true}}" if isinstance(part, Words)
                        else f"{{{{}}, Value::{part.name}, {str(part.is_written).lower()}}}" for part in pieces.parts]
        return f"{{pieces + {start}, {len(pieces.parts)}}}"

    def table(self, declaration, rows):
        # No C++ array is empty.
        self.out.append(f"{declaration}[] = {{\n  " + ",\n  ".join(rows or ["{}"]) + "};\n")

    def span(self, name, declaration, rows):
        if not rows:
            return "{}"
        self.table(f"const {declaration} {name}", rows)
        return f"{{{name}, {len(rows)}}}"

    def write_questions(self):
        rows = []
        for i, question in enumerate(self.pack["questions"]):
            texts = self.text["questions"][question["id"]]
            values = question.get("values", [])
            labels = [self.text_of(texts["values"][value]["label"]) for value in values]
            spans = [self.span(f"value_ids_{i}", "std::string_view", [words(value) for value in values]),
                     self.span(f"value_labels_{i}", "Text", labels)]
            rows.append(f"{{{words(question['id'])}, Type::{question['type']}, {question.get('minimum', 0)}, "
                        f"{question.get('maximum', 0)}, {', '.join(spans)}, {self.text_of(texts['label'])}}}")
        self.table("const Question questions", rows)
        self.out.append("void settle_what_does_not_apply(Facts& f) {")
        for i, question in enumerate(self.pack["questions"]):
            if "asked_when" in question:
                members = self.mask(i, question["else"])
                self.out.append(f"  if (!f.is_known({i}) && {self.inline(question['asked_when'])} == no) "
                                f"f.settle({i}, {members}u);")
        self.out.append("}\n")

    def write_rules(self):
        reasons = sorted({rule["reason"] for rule in self.pack["rules"]})
        self.table("const Rule rules", [
            f"{{{self.node(rule['when'])}, {TIERS.index(rule['tier'])}, {self.pack['flags'].index(rule['flag'])}, "
            f"{reasons.index(rule['reason'])}, {str(rule['private']).lower()}, {self.named_by(rule['when'])}u}}"
            for rule in self.pack["rules"]])
        self.table("const Words reasons",
                   [self.element("<li>", self.text["reasons"][reason], "</li>\n").one().cpp() for reason in reasons])
        self.table("const std::int16_t contradictions",
                   [str(self.node(c["when"])) for c in self.pack["contradictions"] if "when" in c])
        exceeds = [c["exceeds"] for c in self.pack["contradictions"] if "exceeds" in c]
        self.table("const Exceeds exceeds", [f"{{{self.questions[left]}, {factor}, {self.questions[right]}, {offset}}}"
                                             for left, factor, right, offset in exceeds])

    def picture_of(self, illustrations, line, number):
        return next((self.pictures[shown["id"]] for shown in illustrations if shown.get(line) == number), -1)

    def topic_fields(self, name, texts, illustrations):
        fields = [f"{{{str(field in texts).lower()}, {self.text_of(texts.get(field))}}}"
                  for field in ("title", "line", "why", "dose", "stop_if", "caution", "evidence", "tick")]

        def item(line, number, item):
            part, text = (-1, item) if isinstance(item, str) else (self.parts.index(item["part"]), item["text"])
            return f"{{{part}, {self.picture_of(illustrations, line, number)}, {self.text_of(text)}}}"

        for line in ("step", "item"):
            rows = [item(line, number, one) for number, one in enumerate(texts.get(f"{line}s", []), 1)]
            fields += [str(f"{line}s" in texts).lower(), self.span(f"{name}_{line}s", "Item", rows)]
        return f"{{{', '.join(fields)}, {self.text_of(texts.get('note'))}}}"

    def topic_head(self, form, texts, box):
        level = "h3" if box < 0 else "h4"
        return f'<article class="{form}">\n<{level}>{escape(texts["title"])}</{level}>\n'

    def all_labelled(self, texts, *fields):
        page = Pieces()
        for field in fields:
            if texts.get(field):
                page += self.labelled(field, texts[field])
        return page

    def pictured_list(self, tag, line, texts, illustrations):
        items = [item if isinstance(item, str) else item["text"] for item in texts.get(f"{line}s", [])]
        if not items:
            return ""
        pictures = [self.picture_of(illustrations, line, number) for number in range(1, len(items) + 1)]
        page = f'<{tag} class="pictured">\n' if max(pictures) >= 0 else f"<{tag}>\n"
        for item, picture in zip(items, pictures):
            caption = escape(item)
            page += f"<li>{caption}</li>\n" if picture < 0 else (
                f"<li>{self.figures[picture]}{caption}</figcaption></figure></li>\n")
        return page + f"</{tag}>\n"

    def whole_topic(self, texts, box, illustrations):
        """The topic in the main plan, as most patients read it."""
        page = self.topic_head("topic", texts, box)
        if texts.get("why"):
            page += f'<p>{escape(texts["why"])}</p>\n'
        page += self.pictured_list("ul", "item", texts, illustrations)
        page += self.pictured_list("ol", "step", texts, illustrations)
        return (page + self.all_labelled(texts, "dose", "stop_if", "caution", "evidence") + "</article>\n").page()

    def brief_topic(self, texts, box):
        page = self.topic_head("brief", texts, box) + "<p>" + self.fill(texts["line"])
        items = [item if isinstance(item, str) else item["text"] for item in texts.get("items", [])]
        if items:
            page += " " + escape(self.text["handout"]["list_separator"]).join(map(escape, items)) + "."
        return (page + "</p>\n" + self.all_labelled(texts, "stop_if", "evidence") + "</article>\n").page()

    def write_pictures(self):
        self.pictures = {name: i for i, name in enumerate(self.pack["pictures"])}
        opening = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180">'
        self.figures = []
        for name, svg in self.pack["pictures"].items():
            paths = svg.strip().removeprefix(opening).removesuffix("</svg>")
            self.figures.append('<figure><svg viewBox="0 0 240 180" role="img" aria-label="'
                                + f'{escape(self.text["pictures"][name])}">{paths}</svg><figcaption>')
        self.table("const std::string_view figures", [words(figure) for figure in self.figures])

    def write_boxes(self):
        texts = self.text["boxes"]
        self.table("const Words box_heads", [
            (self.heading('<div class="box">\n<h3>', texts[box["id"]]["title"], "</h3>\n")
             + self.all_labelled(texts[box["id"]], "stop_if", "caution", "evidence")).one().cpp()
            for box in self.pack["boxes"]])

    def write_topics(self):
        organisations = sorted({s["organisation"] for s in self.pack["sources"]} - {""}, key=str.encode)
        named_by = {s["id"]: 1 << organisations.index(s["organisation"]) if s["organisation"] else 0
                    for s in self.pack["sources"]}

        def organisation_mask(sources):
            mask = 0
            for source in sources:
                mask |= named_by[source]
            return mask

        box_of = {topic: i for i, box in enumerate(self.pack["boxes"]) for topic in box["topics"]}
        rows = []
        for i, topic in enumerate(self.pack["topics"]):
            texts = self.text["topics"][topic["id"]]
            self.parts = [a["id"] for a in topic["adjustments"] if a["note"] == "part_left_out"]
            variants = [a["id"] for a in topic["adjustments"] if a["note"] != "part_left_out"]
            adjustments = [f"{{{self.node(a['when'])}, {str(a['note'] == 'part_left_out').lower()}, "
                           f"{(self.parts if a['id'] in self.parts else variants).index(a['id'])}}}"
                           for a in topic["adjustments"]]
            own = self.topic_fields(f"topic_{i}", texts, topic["pictures"])
            shown_by = {a["id"]: a["pictures"] for a in topic["adjustments"]}
            spans = [self.span(f"adjustments_{i}", "Adjustment", adjustments),
                     self.span(f"variants_{i}", "TopicText",
                               [self.topic_fields(f"topic_{i}_{v}", texts["variants"][v], shown_by[v])
                                for v in variants])]
            box = box_of.get(topic["id"], -1)
            waits_for = [s["first"] for s in self.pack["tick_sheet"]["sequences"] if s["then"] == topic["id"]]
            rows.append(
                f"{{{self.optional_node(topic['offered_when'])}, {self.optional_node(topic['withheld_when'])}, "
                f"{str(topic['unknown'] == 'withhold').lower()}, {box}, {topic['most_days'] or 0}, "
                f"{self.topic_mask(waits_for)}, "
                f"{self.named_by(topic['withheld_when']) if topic['withheld_when'] else 0}u, "
                f"{organisation_mask(topic['sources'])}u, {', '.join(spans)}, {own}, "
                + "".join(f"{self.text_of(texts.get(field))}, " for field in ("warn", "later", "left_out"))
                + f"{words(self.whole_topic(texts, box, topic['pictures']))}, "
                + f"{words(self.brief_topic(texts, box))}}}")
        self.table("const Topic topics", rows)
        self.table("const Text organisations", [self.text_of(name) for name in organisations])
        mask = organisation_mask(self.pack["safety_net_sources"])
        self.out.append(f"constexpr std::uint64_t safety_net_organisations = {mask}u;\n")

    def topic_mask(self, ids):
        return f"{sum(1 << self.topics[topic] for topic in ids)}u"

    def write_plan(self):
        kind_ids = [kind["id"] for kind in self.pack["kinds"]]
        rows = []
        for i, slot in enumerate(self.pack["slots"]):
            entries = []
            for k, entry in enumerate(slot["topics"]):
                followers = self.span(f"followers_{i}_{k}", "std::uint8_t",
                                      [str(self.topics[topic]) for topic in entry["followed_by"]])
                entries.append(f"{{{self.topics[entry['topic']]}, {self.optional_node(entry['when'])}, {followers}}}")
            kinds = sum(1 << kind_ids.index(kind) for kind in slot["kinds"] or kind_ids)
            rows.append(f"{{{slot['at_most']}, {kinds}u, {self.span(f'entries_{i}', 'SlotEntry', entries)}}}")
        self.table("const Slot slots", rows)
        self.table("const TickSequence tick_sequences", [
            f"{{{self.topics[s['first']]}, {self.questions[s['question']]}, {s['at_most']}, {self.topics[s['then']]}}}"
            for s in self.pack["tick_sheet"]["sequences"]])
        self.out.append(f"constexpr int tick_days = {self.pack['tick_sheet']['days']};\n")
        self.table("const Notice notices", [
            f"{{Section::{notice['section']}, {self.node(notice['when'])}, "
            + (self.section("notices", None, body) if notice["section"] == "notices" else body).one().cpp() + "}"
            for notice in self.pack["notices"]
            for body in [self.labelled("caution", self.text["notices"][notice["id"]])]])

    def write_kinds(self):
        rows = []
        for i, kind in enumerate(self.pack["kinds"]):
            texts = self.text["kinds"][kind["id"]]
            title = self.fill(texts["title"])
            sections = self.span(f"sections_{i}", "Section", [f"Section::{section}" for section in kind["sections"]])
            head = ('<!DOCTYPE html>\n<html lang="' + self.locale + '" dir="' + self.text["direction"]
                    + '">\n<head>\n<meta charset="utf-8">\n'
                    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>' + title
                    + "</title>\n<style>\n" + self.css + "@page{size:")
            style = '"}}\n</style>\n</head>\n<body>\n<main>\n<div class="handout ' + kind["id"]
            header = f'" lang="{self.locale}" dir="{self.text["direction"]}">\n<header>\n<h1>' + title + "</h1>\n"
            message = self.section("message", None, self.element('<p class="message">', texts["message"], "</p>\n"))
            why_title = self.heading("<h2>", texts["why_title"], "</h2>\n") if texts.get("why_title") else Pieces()
            why = '<section class="why">\n' + why_title + "<ul>\n"
            unfinished = Pieces()
            if texts.get("why_unfinished"):
                unfinished = self.element("<li>", texts["why_unfinished"], "</li>\n")
            last = [texts["tell_unfinished"]] if texts.get("tell_unfinished") else []
            lists = [self.section(name, texts.get(f"{name}_title"), self.bullets(items)) if items else Pieces()
                     for name, items in (("advice", texts["advice"]), ("tell", texts["tell"]),
                                         ("tell", texts["tell"] + last))]
            rows.append(
                f"{{{self.topic_mask(kind['topics'])}, {self.topic_mask(kind['always_offers'])}, "
                f"{TIERS.index(kind['why_from'])}, {kind['why_at_most'] or len(self.pack['rules'])}, {sections}, "
                f"{self.line(head)}, {words(style)}, {self.line(header)}, "
                f"{self.line(message)}, {why.one().cpp()}, {unfinished.one().cpp()}, "
                f"{', '.join(self.line(section) for section in lists)}}}")
        self.table("const Kind kinds", rows)

    def write_page(self):
        """The lines and words of the sections that every kind shares."""
        net, label, handout = self.text["safety_net"], self.label, self.text["handout"]
        reviewed = self.pack["review"]["state"] != "none"
        self.fixed["date"] = self.pack["review"]["date"] or ""
        review = label("review_done" if reviewed else "review_none")
        del self.fixed["date"]

        offers, spoken = Pieces(), {self.locale.split("-")[0]}
        for tag, text in self.pack["text"].items():
            language = tag.split("-")[0]
            if language not in spoken:
                offers += self.element("<p>", text["handout"]["offer_language"], "</p>\n")
            spoken.add(language)

        def unfinished(name):
            return self.section("unfinished", None, self.element("<p>", handout[name], "</p>\n"))

        def item(name):
            return self.element("<li>", handout[name], "</li>\n")

        before_sources, after_sources = map(self.fill, handout["sources"].split("{sources}"))
        before_labels, after_labels = map(self.fill, handout["more_elsewhere"].split("{labels}"))
        lines = {
            "patient": self.element('<p class="patient">', handout["for_patient"], "</p>\n"),
            "unfinished_one": unfinished("unfinished_one"), "unfinished_many": unfinished("unfinished_many"),
            "contact_head": '<section class="contact">\n'
            + self.heading("<h2>", handout["contact_title"], "</h2>\n<ul>\n"),
            "contact_clinic": item("contact_clinic"), "contact_phone": item("contact_phone"),
            "contact_blank": item("contact_blank"), "contact_out_of_hours": item("contact_out_of_hours"),
            "contact_out_of_hours_unknown": item("contact_out_of_hours_unknown"),
            "contact_foot": (item("contact_advice_line") if self.text["advice_line"] else Pieces())
            + item("contact_emergency") + "</ul>\n</section>\n",
            "sheet_day": '<th scope="col">' + label("sheet_day"),
            "short_date": self.fill(self.text["date"]["short"]),
            "long_date": self.fill(self.text["date"]["long"]),
            "safety_net": '<section class="safety_net">\n' + self.heading("<h2>", net["title"], "</h2>\n")
            + self.bullets(net["emergency"], net["emergency_title"]) + self.bullets(net["clinic"], net["clinic_title"])
            + self.element("<p>", net["return"], "</p>\n"),
            "made_from_answers": self.element("<p>", handout["made_from_answers"], "</p>\n</section>\n"),
            "made_from_answers_undated": self.element("<p>", handout["made_from_answers_undated"],
                                                      "</p>\n</section>\n"),
            "why_one_more": item("why_one_more"), "why_many_more": item("why_many_more"),
            "because_of": label("because_of"), "not_answered": label("not_answered"),
            "request": self.element("<p>", handout["request"], "</p>\n"),
            "style_patient": self.fill(handout["for_patient"], style_escape),
            "style_request": self.fill(handout["request"], style_escape),
        }
        for name, pieces in lines.items():
            self.out.append(f"const Line {name} = {self.line(pieces)};")
        def section_head(section, title, rest=""):
            return f'<section class="{section}">\n' + self.heading("<h2>", handout[title], "</h2>\n") + rest

        texts = {
            "plan_head": section_head("plan", "plan_title"),
            "more_head": section_head("more", "more_title"),
            "more_elsewhere": '<section class="more">\n<p>' + before_labels,
            "more_elsewhere_end": after_labels + END + "</p>\n</section>\n",
            "sheet_head": section_head("tick_sheet", "sheet_title",
                                       self.element("<p>", handout["sheet_intro"], "</p>\n")),
            "sheet_date_line": self.element("<p>", handout["sheet_date_line"], "</p>\n"),
            "left_out_head": section_head("left_out", "left_out_title",
                                          self.element("<p>", handout["left_out_intro"], "</p>\n")),
            "foot_head": '<section class="foot">\n<p>' + label("not_a_replacement") + END + "</p>\n<p>" + review + END
            + "</p>\n<p>" + label("version") + END + "</p>\n<p>" + before_sources,
            "foot_sources_end": after_sources + END + "</p>\n",
            "foot_end": offers + "</section>\n",
        }
        for name, pieces in texts.items():
            self.out.append(f"constexpr Words {name} = {pieces.one().cpp()};")
        for name in ("list_separator", "label_separator"):
            self.out.append(f"constexpr Text {name} = {self.text_of(handout[name])};")
        for name in ("dose", "stop_if", "caution", "evidence"):
            label_text = f"{{{words('<b>' + escape(handout[name]) + ':</b> ')}, {letters(handout[name])}}}"
            self.out.append(f"constexpr Text {name}_label = {label_text};")
        for name, value in (("locale_tag", self.locale), ("locale_page", self.text["page"]),
                            ("locale_emergency_number", self.text["emergency_number"])):
            self.out.append(f"constexpr std::string_view {name} = {words(value)};")
        for name in ("months", "short_months"):
            self.table(f"const Text {name}", [self.text_of(month) for month in self.text["date"][name]])

    def write(self):
        self.write_questions()
        self.write_rules()
        self.write_pictures()
        self.write_boxes()
        self.write_topics()
        self.write_plan()
        self.write_kinds()
        self.write_page()
        body, self.out = self.out, []
        self.table("const Piece pieces", self.pieces)
        self.table("const std::uint16_t children", [str(child) for child in self.children])
        self.table("const Node nodes", [table for _, table in self.nodes])
        for name, in_line in zip(("letters_in_line", "letters_in_large_line"), LETTERS):
            self.out.append(f"constexpr int {name} = {in_line};")
        self.out.append(f"constexpr std::size_t node_count = {len(self.nodes)};\n")
        self.out.append("void evaluate(const Facts& f, std::uint8_t* t) {")
        self.out += [f"  t[{i}] = {expression};" for i, (expression, _) in enumerate(self.nodes)]
        self.out.append("}\n")
        return "\n".join(self.out + body)


def main():
    pack, css, out = map(pathlib.Path, sys.argv[1:])
    generator = Generator(json.loads(pack.read_text()), css.read_text())
    out.write_text(generator.write())


main()
