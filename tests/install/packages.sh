#!/usr/bin/env bash
# Installs, uses, upgrades and removes the Debian packages of a folder in a Debian of their own: packages.sh DIST FOLDER.
# FOLDER keeps that Debian for the next time. Needs root, since it changes its root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dist=$(realpath "$1")
mkdir -p "$2"
root=$(realpath "$2")/bookworm

fail() { echo "packages.sh: $*" >&2; exit 1; }
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }

if [ ! -e "$root/complete" ]; then
  rm -rf "$root"
  debootstrap --variant=minbase bookworm "$root" >/dev/null
  touch "$root/complete"
fi
cp /etc/resolv.conf "$root/etc/"
mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
find /etc/apt/apt.conf.d -name '*proxy*' -exec cp {} "$root/etc/apt/apt.conf.d/" ';'
rm -rf "$root/packages" "$root/newer"
mkdir -p "$root/packages" "$root/newer"
cp "$dist"/*.deb "$root/packages"
cp "$here"/../../docs/{example.c,example.intake.json} "$root/packages"
inside apt-get update -q >/dev/null
# What a run that broke off has left.
inside sh -c 'dpkg-query -W -f "\${Package}\n" "*unknot*" 2>/dev/null | xargs -r dpkg --purge' >/dev/null

# Newer packages, for the upgrade: the same files under a higher version.
for package in "$dist"/*.deb; do
  folder=$(mktemp -d)
  dpkg-deb -R "$package" "$folder"
  sed -i 's/^Version: .*/&+newer/; s/(= \([^)]*\))/(= \1+newer)/' "$folder/DEBIAN/control"
  dpkg-deb -b "$folder" "$root/newer/$(basename "$package")" >/dev/null
  rm -rf "$folder"
done

inside sh -c 'apt-get install -yq --no-install-recommends gcc libc6-dev pkg-config curl /packages/*.deb' >"$root/install.log" 2>&1 ||
  { tail -20 "$root/install.log"; fail "they do not install"; }

use() {
  inside unknot assess /packages/example.intake.json --format flags | grep -q . || fail "unknot says nothing"
  inside unknot assess /packages/example.intake.json --format pdf -o /packages/handout.pdf
  [ "$(head -c 5 "$root/packages/handout.pdf")" = %PDF- ] || fail "no PDF"
  inside sh -c 'cc /packages/example.c -o /packages/example $(pkg-config --cflags --libs unknot) && /packages/example >/dev/null' ||
    fail "a C program does not build or run"
  inside python3 -c '
import unknot
with unknot.Engine() as engine:
    assert engine.assess({"answers": {"saddle_numbness": True}}).tier == "emergency"' || fail "python3-unknot"
  inside sh -c 'unknotd --try >/packages/try.log 2>&1 & try=$!
    for i in 1 2 3 4 5 6 7 8 9 10; do curl --noproxy "*" -sk https://127.0.0.1:8443/v1/info -o /packages/info && break; sleep 0.3; done
    kill $try; grep -q lower-back /packages/info' || fail "unknotd does not answer"
  [ -e "$root/usr/share/man/man1/unknot.1.gz" ] && [ -e "$root/usr/share/man/man8/unknotd.8.gz" ] || fail "a manual page is missing"
  inside getent passwd unknotd >/dev/null || fail "nobody made the user unknotd"
}

use
inside sh -c 'apt-get install -yq --no-install-recommends /newer/*.deb' >"$root/upgrade.log" 2>&1 ||
  { tail -20 "$root/upgrade.log"; fail "they do not upgrade"; }
inside dpkg-query -W -f '${Version}\n' libunknot1 | grep -q newer || fail "libunknot1 was not upgraded"
use
inside apt-get purge -yq libunknot1 libunknot-dev libunknot-pdf1 unknot unknotd python3-unknot >"$root/remove.log" 2>&1
left=$(inside find /etc /lib /usr /var/lib/dpkg /var/lib/systemd -name '*unknot*')
[ -z "$left" ] || fail "left behind: $left"
echo "installed, used, upgraded, used and removed: $(cd "$dist" && ls ./*.deb | wc -l) packages"
