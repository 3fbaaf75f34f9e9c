#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh all | run.sh rows ROW... | run.sh COUNT SEED: breaks the logic as list.tsv says, one row at a time, in a copy of the sources, and
# fails unless some test fails each time.  A row that does not fit or does not compile is a failure too.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
jobs=$(nproc 2>/dev/null || echo 1)

# tests_of SET: what must catch the rows of this set, the quickest first.
tests_of()
{
	case $1 in
	judge) set -- test-policy.sh test-cases.sh golden test-judge.sh test-groups.sh test-scores.sh ;;
	rules) set -- test-match test-rule test-rules.sh ;;
	lint) set -- cli/rules.sh test-rules.sh ;;
	promise) set -- test-promises golden test-chunk cli/rebuild.sh cli/audit.sh ;;
	norm) set -- test-norm ;;
	cli) set -- cli/outputs.sh cli/files.sh contract.bash ;;
	esac
	for test; do
		grep -qxF "$test" "$work/broken" || echo "$test"
	done
}

# passes TEST: runs it as make check does, in a folder of its own.
passes()
{
	case $1 in
	golden)
		for page in "$work"/source/fixtures/*/page.txt; do
			[ "$page" != "$work/source/fixtures/only-chrome/page.txt" ] || continue
			GHIRBAL="$work/build/ghirbal" sh "$work/source/tests/golden.sh" "$page" >"$work/log" 2>&1 || return 1
		done
		return 0 ;;
	*.sh) shell=sh ;;
	*.bash) shell=bash ;;
	*)
		make -s -C "$work/build" "tests/$1" >"$work/log" 2>&1 || return 1
		shell= ;;
	esac
	if [ "$shell" ]; then
		set -- "$shell" "$work/source/tests/$1"
	else
		set -- "$work/build/tests/$1"
	fi
	(cd "$work/build" && srcdir="$work/source" top_srcdir="$work/source" GHIRBAL="$work/build/ghirbal" \
		SHARED=/nowhere TMPDIR="$work/run" timeout 300 "$@" >"$work/log" 2>&1) || [ $? = 77 ]
}

copy_sources()
{
	mkdir "$work/source" "$work/build" "$work/run"
	(cd "$source" && tar cf - --exclude=./build --exclude=./build-san --exclude=.git --exclude='*.o' .) |
		tar xf - -C "$work/source"
	rm -f "$work/source/config.status" # of a build in the tree
	(cd "$work/build" && "$work/source/configure" -q CFLAGS=-O0 >/dev/null && make -s -j"$jobs" >/dev/null 2>&1 && make -s tools/evidence >/dev/null 2>&1)
}

# try ROW: 0 if a test catches it.
try()
{
	row=$1
	file=$(grep -v '^#' "$here/list.tsv" | sed -n "${row}p" | cut -f 1)
	cp -p "$work/source/$file" "$work/whole"
	told=$(python3 "$here/apply.py" "$here/list.tsv" "$row" "$work/source") || return 1
	what=$(echo "$told" | cut -f 3)
	caught=
	if ! make -s -C "$work/build" -j"$jobs" libinside.la >"$work/log" 2>&1 ||
		! make -s -C "$work/build" -j"$jobs" ghirbal tools/evidence >"$work/log" 2>&1; then
		echo "row $row does not compile: $file: $what"
		tail -3 "$work/log"
	else
		for test in $(tests_of "$(echo "$told" | cut -f 2)"); do
			passes "$test" || { caught=$test; break; }
		done
		echo "${caught:+caught by }${caught:-not caught, row $row, $file}: $what"
	fi
	cp "$work/whole" "$work/source/$file" # with a new date, so that it is made again
	[ "$caught" ]
}

# What fails on sources that nobody broke catches nothing: such tests are left out, and told.
find_broken()
{
	for test in $(for set in judge rules lint promise norm cli; do tests_of $set; done | sort -u); do
		passes "$test" && continue
		echo "$test" >>"$work/broken"
		echo "fails before anything is broken, and is left out: $test"
	done
}

rows=$(grep -vc '^#' "$here/list.tsv")
case $1 in
all) chosen=$(seq "$rows") ;;
rows) shift; chosen=$* ;;
*) chosen=$(awk -v rows="$rows" -v count="$1" -v seed="$2" 'BEGIN {
	srand(seed)
	while (count-- > 0) print 1 + int(rand() * rows)
}') ;;
esac
: >"$work/broken"
copy_sources
find_broken
failures=0
for row in $chosen; do
	try "$row" || failures=$((failures + 1))
done
[ "$failures" = 0 ] || { echo "$failures of $(echo "$chosen" | wc -w) were not caught"; exit 1; }
