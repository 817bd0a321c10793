"""What one assessment says, wherever it was made."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Dict, List, Literal, Optional

Tier = Literal["self_care", "routine", "soon", "same_day", "emergency"]
FlagStatus = Literal["clear", "open", "raised"]

JSON = "application/json"
HANDOUT_JSON = "application/json;for=handout"
HTML = "text/html"
TEXT = "text/plain"
CLINIC_HTML = "text/html;for=clinic"
PDF = "application/pdf"
FHIR = "application/fhir+json"


@dataclass(frozen=True)
class Flag:
    """One of the pack's flags; all of them stand in every result."""

    id: str
    status: FlagStatus
    """clear: ruled out by answers; open: an answer that could raise it is missing or unsure; raised"""
    tier: Optional[Tier]
    """the highest of its raised rules; None unless raised"""
    possible_tier: Optional[Tier]
    """the highest of its raised and open rules; None if clear"""
    title: str
    """in the clinic's language"""
    reason: str
    """why, for the clinic, in one sentence; "" if clear"""


def json_object(data: bytes) -> Dict[str, Any]:
    value: Dict[str, Any] = json.loads(data)
    return value


class Result(ABC):
    """One assessment and its documents.  An unanswered question was never read as "no"."""

    tier: Tier
    """the urgency to act on"""
    possible_tier: Tier
    """the urgency that missing or unsure answers could still bring"""
    complete: bool
    """False: a missing answer could still raise the tier, and a person must finish the screen"""

    @property
    @abstractmethod
    def flags(self) -> List[Flag]:
        """All flags of the pack, in its order."""

    @abstractmethod
    def document(self, media_type: str = JSON) -> bytes:
        """A document, made on first request: the same bytes each time, UTF-8 but for PDF."""

    @abstractmethod
    def close(self) -> None:
        """Ends the result and wipes what the library keeps of the patient.  Twice is fine."""

    @property
    def record(self) -> Dict[str, Any]:
        """The record of everything: docs/schema/result.schema.json."""
        return json_object(self.document(JSON))

    def html(self) -> str:
        """The patient's sheet as a page in one file."""
        return self.document(HTML).decode("utf-8")

    def text(self) -> str:
        """The patient's sheet as text of 72 columns."""
        return self.document(TEXT).decode("utf-8")

    def handout(self) -> Dict[str, Any]:
        """The patient's sheet as data: docs/schema/handout.schema.json."""
        return json_object(self.document(HANDOUT_JSON))

    def clinic_html(self) -> str:
        """The clinic's copy: what to ask first, flags and why, every answer, then the sheet."""
        return self.document(CLINIC_HTML).decode("utf-8")

    def fhir(self) -> Dict[str, Any]:
        """A FHIR R4 transaction; needs the time at which the patient was seen."""
        return json_object(self.document(FHIR))

    def pdf(self) -> bytes:
        """The patient's sheet on paper; needs an engine with pdf_module."""
        return self.document(PDF)

    def __enter__(self) -> "Result":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
