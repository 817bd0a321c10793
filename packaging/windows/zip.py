#!/usr/bin/env python3
"""zip.py FOLDER FILE: an archive of a folder whose bytes depend on nothing but what is in it and SOURCE_DATE_EPOCH."""

import os
import sys
import time
import zipfile
from pathlib import Path

folder = Path(sys.argv[1])
when = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        entry = zipfile.ZipInfo(str(path.relative_to(folder.parent)), when)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o100644 << 16
        archive.writestr(entry, path.read_bytes())
