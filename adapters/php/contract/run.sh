#!/usr/bin/env bash
# run.sh LIBRARY CASES OLD_LIBRARY FOLDER: packs the adapter into FOLDER, unpacks it, and runs the contract and the example
# on the command line, with FFI for it and for preloaded code alone.
set -euo pipefail
library=$(realpath "$1") cases=$(realpath "$2") old=$(realpath "$3") folder=$(realpath -m "$4")
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
root=$(realpath "$here/../../..")
export UNKNOT_LIBRARY=$library

rm -rf "$folder"
mkdir -p "$folder"
"$here/../package.sh" "$folder"
cd "$folder"
python3 -m zipfile -e unknot-php-*.zip package
for file in package/*.php package/src/*.php "$here"/*.php; do php -l "$file" >/dev/null; done

# With arguments in traces, where no answer may stand.
php -d ffi.enable=preload -d zend.exception_ignore_args=0 -d error_reporting=-1 -d display_errors=stderr \
  "$here/contract.php" "$folder/package" "$cases" "$root" "$old"

php package/example.php "$root/docs/example.intake.json" | tee example.txt
grep -qx 'Tier: [a-z_]*' example.txt
grep -q '</html>' handout.html
