#!/usr/bin/env bash
# run.sh LIBRARY CASES OLD_LIBRARY FOLDER: packs the NuGet package into FOLDER, unpacks it, and runs the contract and the
# example with Mono against what stands in it.
set -euo pipefail
library=$(realpath "$1") cases=$(realpath "$2") old=$(realpath "$3") folder=$(realpath -m "$4")
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
root=$here/../../..
unset UNKNOT_LIBRARY # the package's own is looked at

rm -rf "$folder"
mkdir -p "$folder/program"
python3 "$here/../package.py" "$folder" "linux-x64=$library"
cd "$folder"
python3 -m zipfile -e Unknot.*.nupkg package
cp -r package/lib/netstandard2.0/Unknot.dll package/runtimes program/
mcs -langversion:7 -warn:4 -warnaserror -r:program/Unknot.dll -out:program/Contract.exe "$here"/*.cs
mcs -langversion:7 -warn:4 -warnaserror -r:program/Unknot.dll -out:program/Example.exe "$here/../Example.cs"
python3 "$root/tests/contract/cases_to_lines.py" "$cases" cases.lines

# In a locale whose charset is not UTF-8: no text may cross in the system's.
LC_ALL=C mono program/Contract.exe cases.lines "$root/content" "$old"

mono program/Example.exe "$root/docs/example.intake.json" | tee example.txt
grep -qx 'Tier: [a-z_]*' example.txt
grep -q '</html>' handout.html
