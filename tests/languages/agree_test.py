#!/usr/bin/env python3
"""agree.py turns red at each difference that it looks for."""

import json
import tempfile
import unittest
from pathlib import Path

import agree

ENGLISH = {
    "locale": "en-US",
    "emergency_number": "911",
    "direction": "ltr",
    "cold": {"title": "Cold", "steps": ["Wrap it.", "Wait 15 to 20 minutes."]},
    "separator": ", ",
}
SPANISH = {
    "locale": "es-US",
    "emergency_number": "112",
    "direction": "ltr",
    "cold": {"title": "Frío", "steps": ["Envuélvalo.", "Espere de 15 a 20 minutos."]},
    "separator": ", ",
}
BRITISH = {"locale": "en-GB", "base": "en-US", "emergency_number": "999", "cold": {"title": "Cold pack"}}


def differences(spanish=SPANISH, british=BRITISH, exceptions=None):
    with tempfile.TemporaryDirectory() as folder:
        pack = Path(folder)
        (pack / "text").mkdir()
        (pack / "pack.json").write_text(json.dumps({"languages": ["en-US", "es-US", "en-GB"]}))
        for texts in (ENGLISH, spanish, british):
            (pack / "text" / f"{texts['locale']}.json").write_text(json.dumps(texts))
        return agree.differences(pack, exceptions or {})


def spanish_with(**cold):
    return {**SPANISH, "cold": {**SPANISH["cold"], **cold}}


class Agree(unittest.TestCase):
    def test_languages_that_say_the_same_agree(self):
        self.assertEqual(differences(), [])

    def test_another_number_is_found(self):
        changed = spanish_with(steps=["Envuélvalo.", "Espere de 15 a 30 minutos."])
        self.assertEqual(
            differences(changed),
            ["/text/es-US/cold/steps/1: numbers ['15', '30'], in en-US ['15', '20']"],
        )
        british = {**BRITISH, "cold": {"steps": ["Wrap it.", "Wait 15 minutes."]}}
        self.assertEqual(
            differences(british=british),
            ["/text/en-GB/cold/steps/1: numbers ['15'], in en-US ['15', '20']"],
        )

    def test_numbers_count_as_often_as_they_stand_and_with_their_fraction(self):
        self.assertEqual(agree.numbers_in("100.4 °F (38 °C), 2 or 2"), ["100.4", "2", "2", "38"])

    def test_a_text_left_in_english_is_found(self):
        self.assertEqual(differences(spanish_with(title="Cold")), ["/text/es-US/cold/title: left as in en-US: Cold"])

    def test_an_english_word_may_be_right_in_english(self):
        self.assertEqual(differences(british={**BRITISH, "cold": {"title": "Cold"}}), [])

    def test_a_line_too_few_or_too_many_is_found(self):
        self.assertEqual(differences(spanish_with(steps=["Envuélvalo."])), ["/text/es-US/cold/steps/1: missing"])
        more = SPANISH["cold"]["steps"] + ["Repita."]
        self.assertEqual(
            differences(spanish_with(steps=more)), ["/text/es-US/cold/steps/2: en-US has no such text"]
        )

    def test_an_exception_excuses_what_it_names_and_nothing_else(self):
        same = {"same_words": {"es-US": {"Cold": "a reason"}}}
        self.assertEqual(differences(spanish_with(title="Cold"), exceptions=same), [])
        self.assertEqual(differences(exceptions=same), ["same_words es-US Cold: an exception that nothing needs"])


if __name__ == "__main__":
    unittest.main()
