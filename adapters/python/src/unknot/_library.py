"""Finds libunknot and says its functions to ctypes, which lets go of the GIL during each call."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from ctypes import POINTER, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple, Union

from ._errors import LibraryError, LibraryNotFound
from ._version import __version__

_OLDEST = (1, 0, 0)
_FILE_NAME = {"win32": "unknot.dll", "darwin": "libunknot.1.dylib"}.get(sys.platform, "libunknot.so.1")
_WHENCE = "Take it from the archive for Windows" if sys.platform == "win32" else "Install it (Debian: apt install libunknot1)"
_HOW = (
    f"{_WHENCE}, install the wheel that carries it, or name the file: "
    "unknot.Engine(library=...) or the environment variable UNKNOT_LIBRARY."
)


class Options(ctypes.Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("pack_path", c_char_p),
        ("pack", c_char_p),
        ("pack_size", c_size_t),
        ("overlay_path", c_char_p),
        ("overlay", c_char_p),
        ("overlay_size", c_size_t),
        ("pdf_module", c_char_p),
        ("min_pack_version", c_char_p),
    ]


class Call(ctypes.Structure):
    _fields_ = [("struct_size", c_uint32), ("reserved", c_uint32), ("at_unix_seconds", c_int64)]


class Flag(ctypes.Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("status", c_int32),
        ("tier", c_int32),
        ("possible_tier", c_int32),
        ("id", c_char_p),
        ("title", c_char_p),
        ("reason", c_char_p),
    ]


_FUNCTIONS: Dict[str, Tuple[Any, List[Any]]] = {
    "unknot_engine_open": (c_int32, [POINTER(Options), POINTER(c_void_p)]),
    "unknot_engine_close": (None, [c_void_p]),
    "unknot_engine_error": (c_char_p, [c_void_p]),
    "unknot_engine_info": (c_void_p, [c_void_p, POINTER(c_size_t)]),
    "unknot_engine_pack": (c_int32, [c_void_p, POINTER(c_void_p)]),
    "unknot_engine_questions": (c_int32, [c_void_p, c_char_p, c_char_p, POINTER(c_void_p)]),
    "unknot_assess": (c_int32, [c_void_p, POINTER(Call), c_char_p, c_size_t, POINTER(c_void_p)]),
    "unknot_result_error": (c_char_p, [c_void_p]),
    "unknot_result_tier": (c_int32, [c_void_p]),
    "unknot_result_possible_tier": (c_int32, [c_void_p]),
    "unknot_result_complete": (c_int32, [c_void_p]),
    "unknot_result_flag_count": (c_int32, [c_void_p]),
    "unknot_result_flag": (c_int32, [c_void_p, c_int32, POINTER(Flag)]),
    "unknot_result_document": (c_int32, [c_void_p, c_char_p, POINTER(c_void_p), POINTER(c_size_t)]),
    "unknot_result_free": (None, [c_void_p]),
    "unknot_status_name": (c_char_p, [c_int32]),
    "unknot_version": (c_char_p, []),
}

_loaded: Dict[str, Any] = {}


def load(path: Optional[Union[str, "os.PathLike[str]"]] = None) -> Any:
    """The library: the file that is named, else UNKNOT_LIBRARY, else the one in the wheel, else the system's."""
    name = _find(path)
    if name not in _loaded:
        _loaded[name] = _open(name)
    return _loaded[name]


def _find(path: Optional[Union[str, "os.PathLike[str]"]]) -> str:
    named = os.fspath(path) if path is not None else os.environ.get("UNKNOT_LIBRARY")
    if named:
        if not isinstance(named, str):
            raise TypeError("library: expected a path as str or pathlib.Path, not bytes")
        if not os.path.isfile(named):
            raise LibraryNotFound(f"There is no file {named}. {_HOW}")
        return os.path.abspath(named)
    carried = Path(__file__).parent / "lib" / _FILE_NAME
    return str(carried) if carried.is_file() else _FILE_NAME


def _open(name: str) -> Any:
    try:
        library = ctypes.CDLL(name)
    except OSError as error:
        if os.path.isfile(name):
            raise LibraryError(f"{name} cannot be loaded: {_other_machine(name) or error}") from error
        raise LibraryNotFound(f"{name} was not found on this machine ({error}). {_HOW}") from error
    try:
        library.unknot_version.restype = c_char_p
        version = library.unknot_version().decode("ascii")
        _check_version(name, version)
        for function, (restype, argtypes) in _FUNCTIONS.items():
            getattr(library, function).restype = restype
            getattr(library, function).argtypes = argtypes
    except AttributeError as error:
        raise LibraryError(f"{name} is not a libunknot that this adapter can use: {error}") from error
    return library


def _check_version(name: str, version: str) -> None:
    numbers = tuple(int(part) for part in version.split(".")[:3])
    if numbers < _OLDEST:
        oldest = ".".join(map(str, _OLDEST))
        raise LibraryError(
            f"{name} is version {version}; this adapter, unknot {__version__} for Python, needs {oldest} or later. "
            "Upgrade the library, or install the wheel that carries it."
        )
    if numbers[0] != int(__version__.split(".", 1)[0]):
        raise LibraryError(
            f"{name} is version {version}, of another ABI than this adapter, unknot {__version__} for Python, "
            "speaks. Upgrade the adapter."
        )


def _other_machine(name: str) -> Optional[str]:
    """In words, if the file is no library for this process; the loader's own words are often of a missing file."""
    own, its = _machine_of(sys.executable), _machine_of(name)
    if own is None or own == its:
        return None
    if its is None:
        return "it is no library of this system."
    return f"it is for {its}, and this Python is for {own}. Install the library for that."


def _machine_of(name: str) -> Optional[str]:
    """What a program or library of Linux or Windows runs on, as its head says."""
    with open(name, "rb") as file:
        head = file.read(4096)
    if head[:4] == b"\x7fELF" and len(head) >= 20:
        machine = struct.unpack_from("<H" if head[5] == 1 else ">H", head, 18)[0]
        known = {3: "x86", 40: "ARM", 62: "x86-64", 183: "AArch64", 243: "RISC-V"}
        return f"{known.get(machine, f'processor {machine}')} ({32 if head[4] == 1 else 64} bit)"
    at = struct.unpack_from("<I", head, 60)[0] if head[:2] == b"MZ" and len(head) >= 64 else len(head)
    if head[at : at + 4] != b"PE\0\0" or len(head) < at + 6:
        return None
    machine = struct.unpack_from("<H", head, at + 4)[0]
    known = {0x14C: "x86 (32 bit)", 0x8664: "x86-64 (64 bit)", 0xAA64: "AArch64 (64 bit)"}
    return f"Windows on {known.get(machine, f'processor {machine}')}"
