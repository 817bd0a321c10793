#!/usr/bin/env bash
# run.sh LIBRARY CASES OLD_LIBRARY FOLDER: compiles the units in FOLDER, runs the contract and the example.
set -euo pipefail
library=$(realpath "$1") cases=$(realpath "$2") old=$(realpath "$3") folder=$(realpath -m "$4")
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
root=$here/../../..

rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
python3 "$root/tests/contract/cases_to_lines.py" "$cases" cases.lines
fpc -l- -v0ew -Sew -O2 -Fu"$here/.." -Fu"$here" -FU"$folder" -FE"$folder" "$here/contract.pas"
fpc -l- -v0ew -Sew -O2 -Fu"$here/.." -FU"$folder" -FE"$folder" "$here/../example.pas"

# In a locale whose charset is not UTF-8: no text may cross in the system's.
LC_ALL=C ./contract cases.lines "$root/content" "$old" "$library"
LD_LIBRARY_PATH=$(dirname "$library") ./example "$root/docs/example.intake.json" | tee example.txt
grep -qx 'Tier: [a-z_]*' example.txt
grep -q '</html>' handout.html
