"""Writes the pack as C++ tables and straight-line conditions for floor.cc: make_floor.py PACK.json CSS OUT

PACK.json is what unknot_engine_pack answers. Every text is escaped here, and markup and words that always stand
together become one piece.
"""
import json
import pathlib
import sys

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


def words(text):
    """A C++ expression of the bytes as a string_view."""
    quoted = "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else f"\\{b:03o}" for b in text.encode())
    return f'{{"{quoted}", {len(text.encode())}}}' if text else "{}"


class Pieces:
    """Markup and words with the places of the patient's values between them."""

    def __init__(self, parts=()):
        self.parts = list(parts)  # a str is bytes of the page, a 1-tuple names a value

    def __add__(self, other):
        joined = list(self.parts)
        for part in (other.parts if isinstance(other, Pieces) else [other]):
            if isinstance(part, str) and joined and isinstance(joined[-1], str):
                joined[-1] += part
            elif part != "":
                joined.append(part)
        return Pieces(joined)

    def __radd__(self, other):
        return Pieces([other] if other else []) + self

    def bytes(self):
        assert all(isinstance(part, str) for part in self.parts), "a text without values"
        return "".join(self.parts)


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
        self.pieces, self.known_lines = [], {}

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

    def fill(self, text):
        filled = Pieces()
        for i, part in enumerate((text or "").replace("}", "{").split("{")):
            if i % 2 == 0:
                filled += escape(part)
            elif part in self.fixed:
                filled += escape(self.fixed[part])
            else:
                filled.parts.append((part,))
                assert part in VALUES, part
        return filled

    def label(self, name):
        return self.fill(self.text["handout"][name])

    def element(self, open_tag, text, close_tag):
        return open_tag + self.fill(text) + close_tag

    def labelled(self, kind, text, label=None):
        return f'<p class="{kind}"><b>' + self.label(label or kind) + ":</b> " + self.fill(text) + "</p>\n"

    def section(self, section, title, body):
        heading = self.element("<h2>", title, "</h2>\n") if title else Pieces()
        return f'<section class="{section}">\n' + heading + body + "</section>\n"

    def bullets(self, texts):
        listed = Pieces(["<ul>\n"])
        for text in texts:
            listed += self.element("<li>", text, "</li>\n")
        return listed + "</ul>\n"

    # C++

    def line(self, pieces):
        """A C++ expression of the pieces, as a span of the one table."""
        key = json.dumps(pieces.parts)
        if key not in self.known_lines:
            start = len(self.pieces)
            self.pieces += [f"{{{words(part)}, Value::words}}" if isinstance(part, str)
                            else f"{{{{}}, Value::{part[0]}}}" for part in pieces.parts]
            self.known_lines[key] = f"{{pieces + {start}, {len(pieces.parts)}}}"
        return self.known_lines[key]

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
            labels = [words(escape(texts["values"][value]["label"])) for value in values]
            spans = [self.span(f"{name}_{i}", "std::string_view", entries)
                     for name, entries in (("value_ids", [words(value) for value in values]), ("value_labels", labels))]
            rows.append(f"{{{words(question['id'])}, Type::{question['type']}, {question.get('minimum', 0)}, "
                        f"{question.get('maximum', 0)}, {', '.join(spans)}, {words(escape(texts['label']))}}}")
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
        self.table("const std::string_view reasons",
                   [words(self.element("<li>", self.text["reasons"][reason], "</li>\n").bytes())
                    for reason in reasons])
        self.table("const std::int16_t contradictions",
                   [str(self.node(c["when"])) for c in self.pack["contradictions"] if "when" in c])
        exceeds = [c["exceeds"] for c in self.pack["contradictions"] if "exceeds" in c]
        self.table("const Exceeds exceeds", [f"{{{self.questions[left]}, {factor}, {self.questions[right]}, {offset}}}"
                                             for left, factor, right, offset in exceeds])

    def topic_fields(self, name, texts):
        fields = [f"{{{str(field in texts).lower()}, {words(escape(texts.get(field) or ''))}}}"
                  for field in ("title", "line", "why", "dose", "stop_if", "caution", "evidence", "tick")]
        steps = self.span(f"{name}_steps", "std::string_view", [words(escape(s)) for s in texts.get("steps", [])])
        items = self.span(f"{name}_items", "Item",
                          [f"{{-1, {words(escape(item))}}}" if isinstance(item, str)
                           else f"{{{self.parts.index(item['part'])}, {words(escape(item['text']))}}}"
                           for item in texts.get("items", [])])
        return (f"{{{', '.join(fields)}, {str('steps' in texts).lower()}, {steps}, "
                f"{str('items' in texts).lower()}, {items}, {words(escape(texts.get('note') or ''))}}}")

    def topic_head(self, form, texts, box):
        level = "h3" if box < 0 else "h4"
        return f'<article class="{form}">\n' + self.element(f"<{level}>", texts["title"], f"</{level}>\n")

    def all_labelled(self, texts, *fields):
        page = Pieces()
        for field in fields:
            if texts.get(field):
                page += self.labelled(field, texts[field])
        return page

    def whole_topic(self, texts, box):
        """The topic in the main plan, as most patients read it."""
        page = self.topic_head("topic", texts, box)
        if texts.get("why"):
            page += self.element("<p>", texts["why"], "</p>\n")
        if texts.get("items"):
            page += self.bullets([item if isinstance(item, str) else item["text"] for item in texts["items"]])
        if texts.get("steps"):
            page += "<ol>\n"
            for step in texts["steps"]:
                page += self.element("<li>", step, "</li>\n")
            page += "</ol>\n"
        page += self.all_labelled(texts, "dose", "stop_if", "caution", "evidence")
        return (page + "</article>\n").bytes()

    def brief_topic(self, texts, box):
        page = self.topic_head("brief", texts, box) + "<p>" + self.fill(texts["line"])
        items = [item if isinstance(item, str) else item["text"] for item in texts.get("items", [])]
        if items:
            page += " " + escape(self.text["handout"]["list_separator"]).join(map(escape, items)) + "."
        return (page + "</p>\n" + self.all_labelled(texts, "evidence") + "</article>\n").bytes()

    def write_boxes(self):
        texts = self.text["boxes"]
        self.table("const std::string_view box_heads", [
            words((self.element('<div class="box">\n<h3>', texts[box["id"]]["title"], "</h3>\n")
                   + self.all_labelled(texts[box["id"]], "stop_if", "caution", "evidence")).bytes())
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
            own = self.topic_fields(f"topic_{i}", texts)
            spans = [self.span(f"adjustments_{i}", "Adjustment", adjustments),
                     self.span(f"variants_{i}", "TopicText",
                               [self.topic_fields(f"topic_{i}_{v}", texts["variants"][v]) for v in variants])]
            box = box_of.get(topic["id"], -1)
            waits_for = [s["first"] for s in self.pack["tick_sheet"]["sequences"] if s["then"] == topic["id"]]
            rows.append(
                f"{{{self.optional_node(topic['offered_when'])}, {self.optional_node(topic['withheld_when'])}, "
                f"{str(topic['unknown'] == 'withhold').lower()}, {box}, {topic['most_days'] or 0}, "
                f"{self.topic_mask(waits_for)}, "
                f"{self.named_by(topic['withheld_when']) if topic['withheld_when'] else 0}u, "
                f"{organisation_mask(topic['sources'])}u, {', '.join(spans)}, {own}, "
                + "".join(f"{words(escape(texts.get(field) or ''))}, " for field in ("warn", "later", "left_out"))
                + f"{words(self.whole_topic(texts, box))}, {words(self.brief_topic(texts, box))}}}")
        self.table("const Topic topics", rows)
        self.table("const std::string_view organisations", [words(escape(name)) for name in organisations])
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
            + words((self.section("notices", None, body) if notice["section"] == "notices" else body).bytes()) + "}"
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
                    + "</title>\n<style>\n@page{size:")
            style = ("}\n" + self.css + '</style>\n</head>\n<body>\n<main>\n<div class="handout ' + kind["id"])
            header = f'" lang="{self.locale}" dir="{self.text["direction"]}">\n<header>\n<h1>' + title + "</h1>\n"
            message = self.section("message", None, self.element('<p class="message">', texts["message"], "</p>\n"))
            why = self.section("why", texts.get("why_title"), "<ul>\n")
            why.parts[-1] = why.parts[-1].removesuffix("</section>\n")
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
                f"{self.line(message)}, {words(why.bytes())}, {words(unfinished.bytes())}, "
                f"{', '.join(self.line(section) for section in lists)}}}")
        self.table("const Kind kinds", rows)

    def write_page(self):
        """The lines and words of the sections that every kind shares."""
        net, label, handout = self.text["safety_net"], self.label, self.text["handout"]
        reviewed = self.pack["review"]["state"] != "none"
        self.fixed["date"] = self.pack["review"]["date"] or ""
        review = label("review_done" if reviewed else "review_none")
        del self.fixed["date"]

        def language_of(tag):
            return tag.split("-")[0]

        offers = Pieces()
        for tag in self.pack["text"]:
            if language_of(tag) != language_of(self.locale):
                offers += self.element("<p>", self.pack["text"][tag]["handout"]["offer_language"], "</p>\n")

        def unfinished(name):
            return self.section("unfinished", None, self.element("<p>", handout[name], "</p>\n"))

        def item(name):
            return self.element("<li>", handout[name], "</li>\n")

        sources = label("sources").parts
        at = sources.index(("sources",))
        lines = {
            "patient": self.element('<p class="patient">', handout["for_patient"], "</p>\n"),
            "unfinished_one": unfinished("unfinished_one"), "unfinished_many": unfinished("unfinished_many"),
            "contact_head": Pieces(['<section class="contact">\n<h2>']) + label("contact_title") + "</h2>\n<ul>\n",
            "contact_clinic": item("contact_clinic"), "contact_phone": item("contact_phone"),
            "contact_blank": item("contact_blank"), "contact_out_of_hours": item("contact_out_of_hours"),
            "contact_out_of_hours_unknown": item("contact_out_of_hours_unknown"),
            "contact_foot": (item("contact_advice_line") if self.text["advice_line"] else Pieces())
            + item("contact_emergency") + "</ul>\n</section>\n",
            "sheet_day": '<th scope="col">' + label("sheet_day"),
            "short_date": self.fill(self.text["date"]["short"]),
            "long_date": self.fill(self.text["date"]["long"]),
            "safety_net": '<section class="safety_net">\n' + self.element("<h2>", net["title"], "</h2>\n")
            + self.element("<h3>", net["emergency_title"], "</h3>\n") + self.bullets(net["emergency"])
            + self.element("<h3>", net["clinic_title"], "</h3>\n") + self.bullets(net["clinic"])
            + self.element("<p>", net["return"], "</p>\n"),
            "made_from_answers": self.element("<p>", handout["made_from_answers"], "</p>\n</section>\n"),
            "made_from_answers_undated": self.element("<p>", handout["made_from_answers_undated"],
                                                      "</p>\n</section>\n"),
            "why_one_more": item("why_one_more"), "why_many_more": item("why_many_more"),
            "because_of": label("because_of"), "not_answered": label("not_answered"),
            "request": self.element("<p>", handout["request"], "</p>\n"),
        }
        for name, pieces in lines.items():
            self.out.append(f"const Line {name} = {self.line(pieces)};")
        texts = {
            "plan_head": '<section class="plan">\n<h2>' + label("plan_title") + "</h2>\n",
            "more_head": '<section class="more">\n<h2>' + label("more_title") + "</h2>\n",
            "sheet_head": '<section class="tick_sheet">\n<h2>' + label("sheet_title") + "</h2>\n<p>"
            + label("sheet_intro") + "</p>\n",
            "sheet_date_line": self.element("<p>", handout["sheet_date_line"], "</p>\n"),
            "left_out_head": '<section class="left_out">\n<h2>' + label("left_out_title") + "</h2>\n<p>"
            + label("left_out_intro") + "</p>\n",
            "list_separator": label("list_separator"), "label_separator": label("label_separator"),
            "foot_head": '<section class="foot">\n<p>' + label("not_a_replacement") + "</p>\n<p>" + review
            + "</p>\n<p>" + label("version") + "</p>\n<p>" + Pieces(sources[:at]),
            "foot_sources_end": Pieces(sources[at + 1:]) + "</p>\n",
            "foot_end": offers + "</section>\n",
            **{f"{name}_label": "<b>" + label(name) + ":</b> " for name in ("dose", "stop_if", "caution", "evidence")},
        }
        for name, pieces in texts.items():
            self.out.append(f"constexpr std::string_view {name} = {words(pieces.bytes())};")
        for name, value in (("locale_tag", self.locale), ("locale_page", self.text["page"]),
                            ("locale_emergency_number", self.text["emergency_number"])):
            self.out.append(f"constexpr std::string_view {name} = {words(value)};")
        for name in ("months", "short_months"):
            self.table(f"const std::string_view {name}", [words(escape(month)) for month in self.text["date"][name]])

    def write(self):
        self.write_questions()
        self.write_rules()
        self.write_boxes()
        self.write_topics()
        self.write_plan()
        self.write_kinds()
        self.write_page()
        body, self.out = self.out, []
        self.table("const Piece pieces", self.pieces)
        self.table("const std::uint16_t children", [str(child) for child in self.children])
        self.table("const Node nodes", [table for _, table in self.nodes])
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
