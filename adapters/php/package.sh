#!/usr/bin/env bash
# package.sh FOLDER: the Composer package as a .zip in FOLDER, for an "artifact" repository or to be unpacked by hand.
set -euo pipefail
folder=$(realpath -m "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
version=$(sed -n 's:.*"version"\: "\(.*\)".*:\1:p' composer.json)
mkdir -p "$folder"
python3 - "$folder/unknot-php-$version.zip" composer.json README.md example.php unknot.php unknot.ffi src/*.php <<'PYTHON'
import sys
import zipfile

# Without times, so that the same files give the same bytes.
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            archive.writestr(zipfile.ZipInfo(path), file.read(), zipfile.ZIP_DEFLATED)
PYTHON
