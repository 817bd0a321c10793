#!/usr/bin/env python3
"""build_wheel.py LIBRARY FOLDER: writes the wheel that carries this shared library, and prints its path.

It needs nothing but the standard library and binutils.  The same input gives the same bytes.  The wheel's tag names the
glibc that the library really needs, as its file says; of an unknot.dll, the Windows that it is for.
"""

import base64
import hashlib
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERSION = re.search(r'"(.+)"', (HERE / "src/unknot/_version.py").read_text())[1]
METADATA = f"""Metadata-Version: 2.1
Name: unknot
Version: {VERSION}
Summary: Referral flags and a self-care sheet from a patient's answers about lower-back muscle knots
License: MIT
Requires-Python: >=3.8
Classifier: License :: OSI Approved :: MIT License
Classifier: Operating System :: Microsoft :: Windows
Classifier: Operating System :: POSIX :: Linux
Classifier: Typing :: Typed
Description-Content-Type: text/markdown

"""


def is_dll(library):
    return Path(library).suffix == ".dll"


def tag_of(library):
    """The platform that a library needs: "manylinux_2_35_x86_64" from its own symbols, "win_amd64" from its head."""
    if is_dll(library):
        head = Path(library).read_bytes()[:4096]
        return {0x14C: "win32", 0x8664: "win_amd64"}[struct.unpack_from("<H", head, struct.unpack_from("<I", head, 60)[0] + 4)[0]]
    symbols = subprocess.run(["objdump", "-T", library], check=True, capture_output=True, text=True).stdout
    versions = {tuple(map(int, numbers)) for numbers in re.findall(r"GLIBC_(\d+)\.(\d+)", symbols)}
    machine = re.search(r"file format elf64-(\S+)", symbols)[1].replace("-", "_")
    return "manylinux_{}_{}_{}".format(*max(versions), machine)


def stripped(library):
    """Without what only a debugger reads; a DLL is taken as it is."""
    if is_dll(library):
        return Path(library).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "library"
        subprocess.run(["strip", "--strip-unneeded", "-o", copy, library], check=True)
        return copy.read_bytes()


def members(library):
    """What the wheel holds: name, bytes."""
    info = f"unknot-{VERSION}.dist-info"
    for source in sorted((HERE / "src/unknot").glob("*.py")) + [HERE / "src/unknot/py.typed"]:
        yield f"unknot/{source.name}", source.read_bytes()
    yield f"unknot/lib/{'unknot.dll' if is_dll(library) else 'libunknot.so.1'}", stripped(library)
    yield f"{info}/licenses/LICENSE", (HERE / "../../LICENSE").read_bytes()
    yield f"{info}/METADATA", METADATA.encode() + (HERE / "README.md").read_bytes()
    yield f"{info}/WHEEL", (
        f"Wheel-Version: 1.0\nGenerator: unknot ({VERSION})\nRoot-Is-Purelib: false\nTag: py3-none-{tag_of(library)}\n"
    ).encode()


def build(library, folder):
    path = Path(folder) / f"unknot-{VERSION}-py3-none-{tag_of(library)}.whl"
    record = f"unknot-{VERSION}.dist-info/RECORD"
    lines = []
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:

        def put(name, data):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if ".so" in name else 0o100644) << 16
            entry.create_system = 3
            wheel.writestr(entry, data)

        for name, data in members(library):
            put(name, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(data)}\n")
        put(record, "".join([*lines, f"{record},,\n"]).encode())
    return path


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(build(*sys.argv[1:]))
