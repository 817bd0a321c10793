#!/usr/bin/env bash
# run.sh LIBRARY CASES OLD_LIBRARY FOLDER: packs the jar into FOLDER, runs the contract and the example against it.
set -euo pipefail
library=$(realpath "$1") cases=$(realpath "$2") old=$(realpath "$3") folder=$(realpath -m "$4")
jna=${JNA_JAR:-/usr/share/java/jna.jar}
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
root=$here/../../..
unset UNKNOT_LIBRARY # the jar's own is looked at

rm -rf "$folder"
mkdir -p "$folder/classes"
"$here/../package.sh" "$folder" "linux-x86-64=$library"
jar=$(ls "$folder"/unknot-*[0-9].jar)
javac --release 11 -encoding UTF-8 -Xlint:all,-options -Werror -cp "$jar:$jna" -d "$folder/classes" \
  "$here"/*.java "$here/../Example.java"
python3 "$root/tests/contract/cases_to_lines.py" "$cases" "$folder/cases.lines"

# Another charset than UTF-8: no text may cross in the platform's. Small, so that what leaks is seen.
java -Dfile.encoding=ISO-8859-1 -Xms64m -Xmx64m -XX:+AlwaysPreTouch -cp "$folder/classes:$jar:$jna" \
  Contract "$folder/cases.lines" "$root/content" "$old"

cd "$folder"
java -cp "$folder/classes:$jar:$jna" Example "$root/docs/example.intake.json" | tee example.txt
grep -qx 'Tier: [a-z_]*' example.txt
grep -q '</html>' handout.html
