#!/bin/sh
# SPDX-License-Identifier: MIT
# instructions.sh GHIRBAL SOURCES: counts the instructions ghirbal runs for each byte of three corpora
# of 2 MB (corpus.py), beyond what it runs to start, and compares with bench/instructions.txt.  Unlike
# a clock, the count is the same on a busy machine.  --write as third argument stores new figures.
# Status 1 if a count is more than 3 % above the stored one.
set -eu
ghirbal=$1
sources=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! command -v valgrind >/dev/null; then
	echo 'skipped: no valgrind, so no instructions are counted'
	exit
fi

# count FILE: instructions for cleaning FILE.
count()
{
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$ghirbal" "$1" 2>&1 >/dev/null |
		sed -n 's/.*Collected : *\([0-9]*\).*/\1/p'
}

: >"$work/nothing"
start=$(count "$work/nothing")
echo "start $start" >"$work/now"
for kind in news pages diverse; do
	python3 "$here/corpus.py" $kind "$sources" 2 "$work/corpus"
	awk -v kind=$kind -v all="$(count "$work/corpus")" -v start="$start" \
		-v size="$(wc -c <"$work/corpus")" 'BEGIN { printf "%s %.2f\n", kind, (all - start) / size }'
done >>"$work/now"
if [ "${3-}" = --write ]; then
	cp "$work/now" "$here/instructions.txt"
	exit
fi
# What was stored, then what is now.
awk 'NR == FNR { stored[$1] = $2; next }
	{
		printf "%-8s %s, stored %s (instructions%s)\n", $1, $2, stored[$1], $1 == "start" ? "" : " a byte"
		bad = bad || $2 > stored[$1] * 1.03
	}
	END { exit bad }' "$here/instructions.txt" "$work/now"
