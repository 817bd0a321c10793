"""The library in this process."""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import threading
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple, Union

from . import _library
from ._errors import error_of
from ._input import Intake, Time, intake_bytes, unix_seconds
from ._result import FHIR, JSON, Flag, Result, json_object

_TIERS: List[Any] = [None, "self_care", "routine", "soon", "same_day", "emergency"]
_FLAG_STATES: List[Any] = [None, "clear", "open", "raised"]

Path = Union[str, "os.PathLike[str]"]
Source = Union[Path, bytes, Mapping[str, Any]]


class _Handle:
    """Owns a handle.  A call that is under way holds it too, so that close() in another thread ends it afterwards."""

    __slots__ = ("pointer", "_end")

    def __init__(self, pointer: ctypes.c_void_p, end: Callable[[ctypes.c_void_p], None]) -> None:
        self.pointer = pointer
        self._end = end

    def __del__(self) -> None:
        self._end(self.pointer)


class _LocalResult(Result):
    def __init__(self, library: Any, handle: _Handle) -> None:
        self._library = library
        self._handle: Optional[_Handle] = handle
        self._lock = threading.Lock()  # a result belongs to one thread at a time
        self._flags: Optional[List[Flag]] = None
        self.tier = _TIERS[library.unknot_result_tier(handle.pointer)]
        self.possible_tier = _TIERS[library.unknot_result_possible_tier(handle.pointer)]
        self.complete = library.unknot_result_complete(handle.pointer) == 1

    def _open_handle(self) -> _Handle:
        if self._handle is None:
            raise ValueError("the result is closed")
        return self._handle

    @property
    def flags(self) -> List[Flag]:
        with self._lock:
            if self._flags is None:
                handle = self._open_handle()
                count = self._library.unknot_result_flag_count(handle.pointer)
                self._flags = [self._flag(handle, index) for index in range(count)]
            return list(self._flags)

    def _flag(self, handle: _Handle, index: int) -> Flag:
        flag = _library.Flag(struct_size=ctypes.sizeof(_library.Flag))
        _check(self._library, self._library.unknot_result_flag(handle.pointer, index, flag), b"")
        return Flag(
            id=flag.id.decode("utf-8"),
            status=_FLAG_STATES[flag.status],
            tier=_TIERS[flag.tier],
            possible_tier=_TIERS[flag.possible_tier],
            title=flag.title.decode("utf-8"),
            reason=flag.reason.decode("utf-8"),
        )

    def document(self, media_type: str = JSON) -> bytes:
        if not isinstance(media_type, str):
            raise TypeError(f'media_type: expected a str as "text/html", not {type(media_type).__name__}')
        name = _c_text("media_type", media_type)
        with self._lock:
            handle = self._open_handle()
            return _document(self._library, handle, name)

    def close(self) -> None:
        with self._lock:
            self._handle = None


class Engine:
    """A checked, immutable pack, ready to assess.

    Open one for the process and keep it: any number of threads, and forked children, may use it at once.

        with unknot.Engine() as engine:
            result = engine.assess({"answers": {"age": 46, "saddle_numbness": "unsure"}})
            print(result.tier, result.complete)

    pack              a pack instead of the built-in one: its path, or its one-file form as a dict or bytes
    overlay           a site's overlay, likewise
    pdf_module        path of libunknot-pdf.so.1 (Debian: libunknot-pdf1); None: no PDF
    min_pack_version  refuse an older pack: "1.2.0"
    library           path of the shared library; None: UNKNOT_LIBRARY, the wheel's own, the system's
    """

    def __init__(
        self,
        *,
        pack: Optional[Source] = None,
        overlay: Optional[Source] = None,
        pdf_module: Optional[Path] = None,
        min_pack_version: Optional[str] = None,
        library: Optional[Path] = None,
    ) -> None:
        self._handle: Optional[_Handle] = None
        self._library = _library.load(library)
        options = _library.Options(struct_size=ctypes.sizeof(_library.Options))
        options.pack_path, options.pack, options.pack_size = _source("pack", pack)
        options.overlay_path, options.overlay, options.overlay_size = _source("overlay", overlay)
        options.pdf_module = _path("pdf_module", pdf_module)
        options.min_pack_version = None if min_pack_version is None else _c_text("min_pack_version", min_pack_version)
        made = ctypes.c_void_p()
        status = self._library.unknot_engine_open(options, made)
        handle = _Handle(made, self._library.unknot_engine_close)
        _check(self._library, status, self._library.unknot_engine_error(made))
        self._handle = handle

    def _open_handle(self) -> _Handle:
        handle = self._handle
        if handle is None:
            raise ValueError("the engine is closed")
        return handle

    @property
    def info(self) -> Dict[str, Any]:
        """Version, pack, languages, question ids, limits: docs/schema/info.schema.json."""
        return json_object(self.info_document())

    def info_document(self) -> bytes:
        """The same as bytes."""
        handle = self._open_handle()
        size = ctypes.c_size_t()
        return ctypes.string_at(self._library.unknot_engine_info(handle.pointer, size), size.value)

    def questions(self, locale: Optional[str] = None, *, fhir: bool = False) -> Dict[str, Any]:
        """The questions in the order in which to ask them, or as a FHIR R4 Questionnaire.

        locale: "es-US"; None: the pack's first.
        """
        return json_object(self.questions_document(locale, fhir=fhir))

    def questions_document(self, locale: Optional[str] = None, *, fhir: bool = False) -> bytes:
        """The same as bytes."""
        tag = None if locale is None else _c_text("locale", locale)
        media_type = (FHIR if fhir else JSON).encode()
        return self._one_document(self._library.unknot_engine_questions, tag, media_type)

    def pack(self) -> Dict[str, Any]:
        """The pack as it was loaded: questions, rules, topics, texts."""
        return json_object(self._one_document(self._library.unknot_engine_pack))

    def assess(self, intake: Intake, at: Optional[Time] = None) -> Result:
        """Assesses one intake; raises IntakeError, and assesses nothing, if it is not exactly as documented.

        intake: {"answers": {...}} as a dict, or JSON as str or bytes; see docs/schema/intake.schema.json.  Leave an
        unanswered question out, or give None; never False.  A FHIR QuestionnaireResponse may stand in its place.
        at: when the patient was seen, a datetime with a time zone or Unix seconds.
        """
        given = intake_bytes(intake)
        call = _library.Call(struct_size=ctypes.sizeof(_library.Call))
        seconds = unix_seconds(at)
        if seconds is not None:  # 0 would say "not given", and what does not fit would be cut: both are refused
            call.at_unix_seconds = seconds if 0 < seconds < 2**63 else -1
        return _LocalResult(self._library, self._made(self._library.unknot_assess, call, given, len(given)))

    async def assess_async(self, intake: Intake, at: Optional[Time] = None) -> Result:
        """The same in another thread, so that an event loop goes on meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(None, self.assess, intake, at)

    def _made(self, function: Callable[..., int], *arguments: Any) -> _Handle:
        engine = self._open_handle()
        made = ctypes.c_void_p()
        status = function(engine.pointer, *arguments, made)
        handle = _Handle(made, self._library.unknot_result_free)
        _check(self._library, status, self._library.unknot_result_error(made))
        return handle

    def _one_document(self, function: Callable[..., int], *arguments: Any) -> bytes:
        return _document(self._library, self._made(function, *arguments), None)

    def close(self) -> None:
        """Ends the engine; its results stay whole.  Twice is fine."""
        self._handle = None

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _document(library: Any, handle: _Handle, media_type: Optional[bytes]) -> bytes:
    text = ctypes.c_void_p()
    size = ctypes.c_size_t()
    status = library.unknot_result_document(handle.pointer, media_type, text, size)
    _check(library, status, library.unknot_result_error(handle.pointer) if status else b"")
    return ctypes.string_at(text, size.value)


def _check(library: Any, status: int, problem: bytes) -> None:
    if status == 0:
        return
    raise error_of(library.unknot_status_name(status).decode("ascii"), json.loads(problem) if problem else {})


def _c_text(name: str, text: str) -> bytes:
    if not isinstance(text, str):
        raise TypeError(f"{name}: expected a str, not {type(text).__name__}")
    if "\0" in text:
        raise ValueError(f"{name}: holds a NUL character")
    return text.encode("utf-8", "surrogatepass")


def _path(name: str, path: Optional[Path]) -> Optional[bytes]:
    if path is None:
        return None
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"{name}: expected a path as str or pathlib.Path, not {type(path).__name__}")
    encoded = os.fsencode(path)
    if b"\0" in encoded:
        raise ValueError(f"{name}: holds a NUL character")
    return encoded


def _source(name: str, source: Optional[Source]) -> Tuple[Optional[bytes], Optional[bytes], int]:
    """path, bytes, size as unknot_options has them."""
    if isinstance(source, Mapping):
        source = json.dumps(dict(source)).encode("ascii")
    if isinstance(source, bytes):
        return None, source, len(source)
    return _path(name, source), None, 0
