#!/usr/bin/env python3
"""package.py FOLDER [RUNTIME=LIBRARY ...]: Unknot.VERSION.nupkg in FOLDER, compiled by Mono's mcs.

Each library is put into the package's runtimes/RUNTIME/native: linux-x64, win-x64 and win-x86, so that a program built for
AnyCPU finds the one of the process that it becomes.  The same sources give the same bytes.
"""

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGETS = "build/netstandard2.0/Unknot.targets"

CONTENT_TYPES = """<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
  <Default Extension="psmdcp" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
{defaults}
</Types>
"""

RELATIONSHIPS = """<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/Unknot.nuspec" Id="manifest"/>
  <Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    Target="/package/services/metadata/core-properties/unknot.psmdcp" Id="properties"/>
</Relationships>
"""

PROPERTIES = """<?xml version="1.0" encoding="utf-8"?>
<coreProperties xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
  <dc:creator>Unknot</dc:creator>
  <dc:identifier>Unknot</dc:identifier>
  <version>{version}</version>
</coreProperties>
"""


def compile_assembly(folder):
    subprocess.run(
        ["mcs", "-langversion:7", "-warn:4", "-warnaserror", "-optimize", "-target:library",
         f"-doc:{folder}/Unknot.xml", f"-out:{folder}/Unknot.dll", *sorted(map(str, (HERE / "src").glob("*.cs")))],
        check=True)


def stripped(library, folder):
    """Without what only a debugger reads; a DLL is taken as it is."""
    if library.suffix == ".dll":
        return library.read_bytes()
    out = folder / "stripped"
    subprocess.run(["strip", "--strip-unneeded", "-o", out, library], check=True)
    return out.read_bytes()


def pack(folder, libraries):
    nuspec = (HERE / "Unknot.nuspec").read_text(encoding="utf-8")
    version = re.search(r"<version>(.*)</version>", nuspec)[1]
    parts = {
        "_rels/.rels": RELATIONSHIPS,
        "Unknot.nuspec": nuspec,
        "package/services/metadata/core-properties/unknot.psmdcp": PROPERTIES.format(version=version),
        "README.md": (HERE / "README.md").read_bytes(),
        TARGETS: (HERE / "Unknot.targets").read_bytes(),
    }
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        compile_assembly(work)
        for file in ("Unknot.dll", "Unknot.xml"):
            parts[f"lib/netstandard2.0/{file}"] = (work / file).read_bytes()
        for runtime, library in libraries:
            file = "unknot.dll" if runtime.startswith("win-") else "libunknot.so.1"
            parts[f"runtimes/{runtime}/native/{file}"] = stripped(library, work)
    extensions = sorted({path.rsplit(".", 1)[1] for path in parts} - {"rels", "psmdcp"})
    defaults = "\n".join(f'  <Default Extension="{one}" ContentType="application/octet"/>' for one in extensions)
    parts = {"[Content_Types].xml": CONTENT_TYPES.format(defaults=defaults), **parts}
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / f"Unknot.{version}.nupkg", "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    pack(Path(sys.argv[1]), [(runtime, Path(library)) for runtime, library in
                             (argument.split("=", 1) for argument in sys.argv[2:])])
