#!/bin/bash
# SPDX-License-Identifier: MIT
# The Debian packages: built by one command, without a word from lintian, put into a fresh system, tried
# as debian/tests says, and taken out without a trace.  For root, with a mirror that apt knows.
set -eu
tree=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'umount -q "$work/root/proc" 2>/dev/null || true; rm -rf "$work"' EXIT

for tool in dpkg-buildpackage dh lintian debootstrap; do
	command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "skipped: a fresh system wants root"; exit 77; }

mkdir "$work/ghirbal-source"
(cd "$tree" && git ls-files -z | xargs -0 tar cf -) | tar xf - -C "$work/ghirbal-source"
(cd "$work/ghirbal-source" && dpkg-buildpackage -us -uc -b) >"$work/build.log" 2>&1 ||
	{ tail -n 40 "$work/build.log"; exit 1; }
echo "ok: dpkg-buildpackage -us -uc -b"
lintian --allow-root --fail-on error,warning --info "$work"/*.changes
echo "ok: lintian has nothing to say"

mirror=$(apt-cache policy | sed -nE 's/^ *[0-9]+ (https?:[^ ]*) bookworm\/main .*/\1/p' | head -n 1)
debootstrap --variant=minbase bookworm "$work/root" ${mirror:+"$mirror"} >"$work/root.log" 2>&1 ||
	{ echo "skipped: no fresh system to be had"; tail -n 3 "$work/root.log"; exit 77; }
mount -t proc proc "$work/root/proc"
cp /etc/apt/apt.conf.d/*proxy* "$work/root/etc/apt/apt.conf.d/" 2>/dev/null || true
inside()
{
	chroot "$work/root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
}
state()
{
	(cd "$work/root" && find . -xdev \( -path ./proc -o -path ./var/lib/dpkg -o -path ./var/lib/apt \
		-o -path ./var/cache -o -path ./var/log -o -path ./tmp -o -path ./debs \) -prune -o -print | sort)
}
inside apt-get -qq update
inside apt-get -qq install -y --no-install-recommends gcc libc6-dev pkg-config man-db libpcre2-dev \
	libutf8proc-dev >/dev/null 2>&1
mkdir "$work/root/debs"
cp "$work"/*.deb "$work/root/debs"
rm -f "$work"/root/debs/*dbgsym*
state >"$work/before"
inside sh -c 'apt-get -qq install -y /debs/*.deb' >/dev/null 2>&1
for test in cleans-a-page builds-a-program; do
	cp "$tree/debian/tests/$test" "$work/root/debs"
	inside "/debs/$test"
	echo "ok: debian/tests/$test"
done
inside sh -c 'test -s /usr/share/man/man1/ghirbal.1.gz -a -s /usr/share/bash-completion/completions/ghirbal'
inside apt-get -qq purge -y ghirbal libghirbal0 libghirbal-dev >/dev/null 2>&1
inside apt-get -qq autoremove -y >/dev/null 2>&1
state >"$work/after"
comm -13 "$work/before" "$work/after" | grep . && { echo "not ok: left behind"; exit 1; }
echo "ok: gone without a trace"
