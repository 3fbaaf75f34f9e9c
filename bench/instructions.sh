#!/bin/sh
# SPDX-License-Identifier: MIT
# instructions.sh GHIRBAL FIXTURES: counts the instructions ghirbal runs for each byte of a corpus of
# 2 MB, beyond what it runs to load its rules, and compares with bench/instructions.txt.  Unlike a
# clock, the count is the same on a busy machine.  --write as third argument stores a new figure.
# Status 1 if the count is more than a fifth above the stored one.
set -eu
ghirbal=$1
fixtures=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! command -v valgrind >/dev/null; then
	echo 'instructions.sh: no valgrind' >&2
	exit 77
fi

# count FILE: instructions for cleaning FILE.  PCRE2's JIT is off the count's path either way.
count()
{
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$ghirbal" "$1" 2>&1 >/dev/null |
		sed -n 's/.*Collected : *\([0-9]*\).*/\1/p'
}

python3 "$here/corpus.py" "$fixtures" 2 "$work/corpus"
size=$(wc -c <"$work/corpus")
: >"$work/nothing"
each=$(awk -v all="$(count "$work/corpus")" -v start="$(count "$work/nothing")" -v size="$size" \
	'BEGIN { printf "%.2f", (all - start) / size }')
if [ "${3-}" = --write ]; then
	echo "$each" >"$here/instructions.txt"
	exit
fi
stored=$(cat "$here/instructions.txt")
echo "$each instructions a byte, $stored stored"
awk -v now="$each" -v stored="$stored" 'BEGIN { exit now > stored * 1.2 }'
