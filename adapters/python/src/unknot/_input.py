"""What callers give, as bytes and numbers."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Mapping, Optional, Union

Intake = Union[Mapping[str, Any], str, bytes, bytearray, memoryview]
Time = Union[datetime, int]


def intake_bytes(intake: Intake) -> bytes:
    if isinstance(intake, Mapping):
        return json.dumps(dict(intake), allow_nan=False).encode("ascii")
    if isinstance(intake, str):
        return intake.encode("utf-8", "surrogatepass")  # what is no Unicode, the library refuses by name
    if isinstance(intake, (bytes, bytearray, memoryview)):
        return bytes(intake)
    raise TypeError(f"intake: expected a dict, or JSON as str or bytes, not {type(intake).__name__}")


def unix_seconds(at: Optional[Time]) -> Optional[int]:
    if at is None:
        return None
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise ValueError("at: a datetime without a time zone; use datetime.now(timezone.utc)")
        return int(at.timestamp())
    if isinstance(at, int) and not isinstance(at, bool):
        return at
    raise TypeError(f"at: expected a datetime with a time zone, or Unix seconds, not {type(at).__name__}")
