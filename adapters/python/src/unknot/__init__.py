"""Unknot: answers about muscle knots in the lower back in; referral flags and a self-care sheet out.

    import unknot

    with unknot.Engine() as engine:  # once; any number of threads may use it
        result = engine.assess({"answers": {"age": 46, "saddle_numbness": "unsure"}})
        if not result.complete:
            print("A person must finish the screen.")
        for flag in result.flags:
            if flag.status != "clear":
                print(flag.id, flag.tier, flag.reason)
        page = result.html()

unknot.connect("https://...") gives an engine with the same methods that asks the service, unknotd.
"""

from ._engine import Engine
from ._errors import (
    ArgumentError,
    Error,
    FileError,
    IntakeError,
    InternalError,
    LibraryError,
    LibraryNotFound,
    OutOfMemoryError,
    PackError,
    ServiceError,
    UnsupportedError,
)
from ._result import CLINIC_HTML, FHIR, HANDOUT_JSON, HTML, JSON, PDF, TEXT, Flag, FlagStatus, Result, Tier
from ._service import ServiceEngine, connect
from ._version import __version__

__all__ = [
    "CLINIC_HTML",
    "FHIR",
    "HANDOUT_JSON",
    "HTML",
    "JSON",
    "PDF",
    "TEXT",
    "ArgumentError",
    "Engine",
    "Error",
    "FileError",
    "Flag",
    "FlagStatus",
    "IntakeError",
    "InternalError",
    "LibraryError",
    "LibraryNotFound",
    "OutOfMemoryError",
    "PackError",
    "Result",
    "ServiceEngine",
    "ServiceError",
    "Tier",
    "UnsupportedError",
    "__version__",
    "connect",
]
