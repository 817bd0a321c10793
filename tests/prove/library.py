"""libunknot through its C ABI: packs opened from bytes, intakes assessed, documents read."""

import ctypes
import json

OK, REFUSED_PACK = 0, 3

# Path of the library, set once by `load`.
_library = None


class Options(ctypes.Structure):
    """unknot_options of unknot.h."""

    _fields_ = [("struct_size", ctypes.c_uint32), ("reserved", ctypes.c_uint32),
                ("pack_path", ctypes.c_char_p), ("pack", ctypes.c_char_p), ("pack_size", ctypes.c_size_t),
                ("overlay_path", ctypes.c_char_p), ("overlay", ctypes.c_char_p), ("overlay_size", ctypes.c_size_t),
                ("pdf_module", ctypes.c_char_p), ("min_pack_version", ctypes.c_char_p)]


def load(path):
    global _library
    handle, out = ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)
    _library = ctypes.CDLL(path)
    for name, result, arguments in (
            ("unknot_engine_open", ctypes.c_int32, (ctypes.POINTER(Options), out)),
            ("unknot_engine_close", None, (handle,)),
            ("unknot_engine_error", ctypes.c_char_p, (handle,)),
            ("unknot_engine_pack", ctypes.c_int32, (handle, out)),
            ("unknot_assess", ctypes.c_int32, (handle, handle, ctypes.c_char_p, ctypes.c_size_t, out)),
            ("unknot_result_error", ctypes.c_char_p, (handle,)),
            ("unknot_result_document", ctypes.c_int32,
             (handle, ctypes.c_char_p, ctypes.POINTER(ctypes.c_char_p), ctypes.POINTER(ctypes.c_size_t))),
            ("unknot_result_free", None, (handle,))):
        function = getattr(_library, name)
        function.restype, function.argtypes = result, arguments


class Refused(Exception):
    """The library refused a pack or an intake; the text is its problem."""


class Engine:
    """An engine for a pack in its one-file form, or for the built-in one."""

    def __init__(self, pack=None):
        options = Options(struct_size=ctypes.sizeof(Options))
        if pack is not None:
            options.pack, options.pack_size = pack, len(pack)
        self.handle = ctypes.c_void_p()
        status = _library.unknot_engine_open(ctypes.byref(options), ctypes.byref(self.handle))
        if status != OK:
            problem = _library.unknot_engine_error(self.handle).decode()
            self.close()
            if status == REFUSED_PACK:
                raise Refused(problem)
            raise RuntimeError(problem)

    def close(self):
        _library.unknot_engine_close(self.handle)
        self.handle = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def pack(self):
        """The pack as the engine loaded it."""
        result = ctypes.c_void_p()
        _library.unknot_engine_pack(self.handle, ctypes.byref(result))
        return json.loads(self.document(result))

    def assess(self, answers):
        """The record of one intake, as bytes."""
        return self.assess_bytes(json.dumps({"answers": answers}).encode())

    def assess_bytes(self, intake, media_type=None):
        result = ctypes.c_void_p()
        if _library.unknot_assess(self.handle, None, intake, len(intake), ctypes.byref(result)) != OK:
            problem = _library.unknot_result_error(result).decode()
            _library.unknot_result_free(result)
            raise Refused(problem)
        return self.document(result, media_type)

    @staticmethod
    def document(result, media_type=None):
        """A result's document; frees the result."""
        text, size = ctypes.c_char_p(), ctypes.c_size_t()
        status = _library.unknot_result_document(result, media_type, ctypes.byref(text), ctypes.byref(size))
        document = ctypes.string_at(text, size.value) if status == OK else None
        _library.unknot_result_free(result)
        if document is None:
            raise RuntimeError(f"no document, status {status}")
        return document
