#!/bin/bash
# SPDX-License-Identifier: MIT
# The packages side by side in one fresh system: the wheel by pip and the Debian packages, built by one
# command and without a word from lintian, by apt; the README's Python, the manual pages and a C program
# there; and both taken out without a trace.  For root, with a mirror that apt knows.
set -eu
tree=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'umount -q "$work/root/proc" 2>/dev/null || true; rm -rf "$work"' EXIT

for tool in dpkg-buildpackage dh lintian debootstrap; do
	command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "skipped: a fresh system wants root"; exit 77; }

# ---- built here ----
mkdir "$work/ghirbal-source"
(cd "$tree" && git ls-files -z | xargs -0 tar cf -) | tar xf - -C "$work/ghirbal-source"
cp -r "$work/ghirbal-source" "$work/wheel-source"
(cd "$work/ghirbal-source" && dpkg-buildpackage -us -uc -b) >"$work/build.log" 2>&1 ||
	{ tail -n 40 "$work/build.log"; exit 1; }
echo "ok: dpkg-buildpackage -us -uc -b"
lintian --allow-root --fail-on error,warning --info "$work"/*.changes
echo "ok: lintian has nothing to say"
"$work/wheel-source/python/make-wheel.sh" "$work/wheels" >"$work/wheel.log" 2>&1 ||
	{ tail -n 40 "$work/wheel.log"; exit 1; }
echo "ok: python/make-wheel.sh"

# ---- a fresh system ----
mirror=$(apt-cache policy | sed -nE 's/^ *[0-9]+ (https?:[^ ]*) bookworm\/main .*/\1/p' | head -n 1)
debootstrap --variant=minbase bookworm "$work/root" ${mirror:+"$mirror"} >"$work/root.log" 2>&1 ||
	{ echo "skipped: no fresh system to be had"; tail -n 3 "$work/root.log"; exit 77; }
mount -t proc proc "$work/root/proc"
cp /etc/apt/apt.conf.d/*proxy* "$work/root/etc/apt/apt.conf.d/" 2>/dev/null || true
inside()
{
	chroot "$work/root" env -i DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
state()
{
	(cd "$work/root" && find . -xdev \( -path ./proc -o -path ./var/lib/dpkg -o -path ./var/lib/apt \
		-o -path ./var/cache -o -path ./var/log -o -path ./tmp -o -path ./given \) -prune -o -printf '%y %p\n' | sort)
}
inside apt-get -qq update
# What a user has; what the packages need comes with them.
inside apt-get -qq install -y --no-install-recommends gcc libc6-dev pkg-config man-db python3-pip >/dev/null 2>&1
mkdir "$work/root/given"
cp "$work"/*.deb "$work"/wheels/*.whl "$tree"/debian/tests/* "$work/root/given"
rm -f "$work"/root/given/*dbgsym*
# The README's example, with the page that its shell examples clean.
{
	printf "page = '''"
	sed -n '/^\$ cat page.txt/,/^```/{/^[$`]/!p;}' "$tree/README.md"
	printf "'''\ntexts = [page] * 10\n"
	sed -n '/^```python/,/^```/{/^```/!p;}' "$tree/README.md"
	printf 'assert len(texts) == 10 and texts[0].count("\\n") == 3, texts[0]\n'
} >"$work/root/given/readme.py"
cp "$tree/python/README.md" "$work/root/given/README.md"
state >"$work/before"

# ---- the wheel, before any of the libraries is there ----
inside sh -c 'pip install -q --break-system-packages --no-index /given/*.whl' >/dev/null 2>&1
inside python3 /given/readme.py | tee "$work/told"
[ "$(wc -l <"$work/told")" = 5 ]
echo "ok: the README's Python, after pip install"
inside python3 -m doctest /given/README.md
echo "ok: python/README.md"

# ---- the Debian packages ----
inside sh -c 'apt-get -qq install -y --no-install-recommends /given/*.deb' >/dev/null 2>&1
for test in cleans-a-page builds-a-program; do
	inside "/given/$test"
	echo "ok: debian/tests/$test"
done
for page in 1:ghirbal 5:ghirbal-rules 3:libghirbal; do
	inside env MANWIDTH=80 man "${page%:*}" "${page#*:}" >"$work/page"
	grep -q '^SEE ALSO' "$work/page"
	echo "ok: man ${page#*:}, $(wc -l <"$work/page") lines"
done
inside test -s /usr/share/bash-completion/completions/ghirbal
for command in /usr/bin/ghirbal /usr/local/bin/ghirbal; do
	inside "$command" <"$tree/fixtures/news-buttons/page.txt" >"$work/${command//\//-}"
done
cmp "$work/-usr-bin-ghirbal" "$work/-usr-local-bin-ghirbal"
echo "ok: the command of the wheel and the package's write the same bytes"

# ---- gone ----
inside pip uninstall -q -y --break-system-packages ghirbal >/dev/null 2>&1
inside apt-get -qq purge -y ghirbal libghirbal0 libghirbal-dev >/dev/null 2>&1
inside apt-get -qq autoremove -y --purge >/dev/null 2>&1
state >"$work/after"
comm -13 "$work/before" "$work/after" | grep . && { echo "not ok: left behind"; exit 1; }
# pip takes folders along that it leaves empty.
comm -23 "$work/before" "$work/after" | grep -v '^d' && { echo "not ok: taken along"; exit 1; }
echo "ok: gone without a trace"
