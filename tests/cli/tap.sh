# SPDX-License-Identifier: MIT
# Sourced by each test of the command: $ghirbal, $src, a folder of its own to stand in, and what prints a
# property and whether it holds.
# shellcheck shell=sh disable=SC2034
set -u
ghirbal=$(cd "$(dirname "${GHIRBAL:-./ghirbal}")" && pwd)/$(basename "${GHIRBAL:-./ghirbal}")
build=$(pwd)
src=$(cd "${srcdir:-.}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
count=0
failures=0

# holds STATUS WHAT
holds()
{
	count=$((count + 1))
	if [ "$1" = 0 ]; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
		failures=$((failures + 1))
	fi
}

# same WANTED GOT WHAT: two files hold the same bytes.
same()
{
	cmp "$1" "$2"
	holds $? "$3"
}

# is WANTED GOT WHAT: two words are the same.
is()
{
	[ "$1" = "$2" ] || echo "# wanted '$1', got '$2'"
	[ "$1" = "$2" ]
	holds $? "$3"
}

finish()
{
	echo "1..$count"
	[ $failures = 0 ]
	exit
}
