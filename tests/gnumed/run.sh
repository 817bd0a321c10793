#!/usr/bin/env bash
# run.sh LIBRARY PDF_MODULE UNKNOT KEPT PICTURE [TEST…]: the hook script in GNUmed, with a database and a screen of its own.
# GNUmed and PostgreSQL refuse root, so that all of it runs in a folder of a user without rights. KEPT is where the
# database is kept: it takes minutes to make. PICTURE is where a picture of the client is put, or of what it showed when
# the test failed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
kept=$4/database-$(dpkg-query -W -f '${Version}' gnumed-server).tar
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp "$1" "$place/libunknot.so.1"
cp "$2" "$place/libunknot-pdf.so.1"
cp -r "$(dirname "$2")/unknot-pdf" "$place"
cp "$3" "$place/unknot"
cp -r "$root/adapters/python/src" "$place/python"
cp "$root/adapters/gnumed/hook_script.py" "$root/docs/clinic-day/intake.json" "$here"/{client.py,gnumed_test.py,database.sh} "$place"

user=()
if [ "$(id -u)" = 0 ]; then
  chown -R postgres: "$place"
  user=(setpriv --reuid postgres --regid postgres --init-groups)
fi
if [ ! -e "$kept" ]; then
  "${user[@]}" "$place/database.sh" "$place"
  mkdir -p "$(dirname "$kept")"
  tar -cf "$kept.new" -C "$place" data
  mv "$kept.new" "$kept"
else
  tar -xf "$kept" -C "$place"
fi
failed=0
"${user[@]}" env -i PATH="$PATH" /usr/bin/python3 -B "$place/gnumed_test.py" "${@:6}" || failed=1
[ ! -e "$place/client.png" ] || cp "$place/client.png" "$5"
exit $failed
