#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh all | run.sh COUNT SEED: breaks the logic as list.tsv says, one row at a time, in a copy of the sources, and
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
	fixtures=$(cd "$work/source" && ls fixtures/*/page.txt)
	case $1 in
	judge) echo tests/test-judge.sh tests/test-groups.sh $fixtures tests/test-scores.sh tests/cases.sh ;;
	rules) echo tests/test-match tests/test-rule tests/test-rules.sh ;;
	lint) echo tests/cli/rules.sh tests/test-rules.sh ;;
	promise) echo tests/test-promises tests/test-chunk $fixtures tests/cli/audit.sh tests/cli/rebuild.sh ;;
	norm) echo tests/test-norm ;;
	cli) echo tests/cli/outputs.sh tests/cli/files.sh tests/cli/audit.sh tests/contract.bash ;;
	esac | tr ' ' '\n' | while read -r test; do
		# What is made from a .c is named without it.
		[ ! -e "$work/source/$test" ] && [ ! -e "$work/source/$test.c" ] ||
			grep -qxF "$test" "$work/broken" || echo "$test"
	done | tr '\n' ' '
}

copy_sources()
{
	mkdir "$work/source" "$work/build"
	(cd "$source" && tar cf - --exclude=./build --exclude=./build-san --exclude=.git --exclude='*.o' .) |
		tar xf - -C "$work/source"
	rm -f "$work/source/config.status" # of a build in the tree
	(cd "$work/build" && "$work/source/configure" -q CFLAGS=-O0 >/dev/null && make -s -j"$jobs" >/dev/null 2>&1)
}

# try ROW: 0 if a test catches it.
try()
{
	row=$1
	told=$(python3 "$here/apply.py" "$here/list.tsv" "$row" "$work/source") || return 1
	file=$(echo "$told" | cut -f 1)
	what=$(echo "$told" | cut -f 3)
	caught=1
	tests=$(tests_of "$(echo "$told" | cut -f 2)")
	if ! (cd "$work/build" && make -s -j"$jobs" >"$work/log" 2>&1); then
		echo "row $row does not compile: $file: $what"
		tail -3 "$work/log"
		caught=2
	elif ! (cd "$work/build" && SHARED=/nowhere make -s check TESTS="$tests" >"$work/log" 2>&1); then
		caught=0
		echo "caught by $(sed -n 's/^\(FAIL\|ERROR\): //p' "$work/log" | head -n 1): $what"
	else
		echo "row $row passes all of its tests: $file: $what"
	fi
	cp -p "$source/$file" "$work/source/$file"
	touch "$work/source/$file"
	[ "$caught" = 0 ]
}

# What fails on sources that nobody broke catches nothing: such tests are left out, and told.
find_broken()
{
	all=$(for set in judge rules lint promise norm cli; do tests_of $set; done | tr ' ' '\n' | sort -u | tr '\n' ' ')
	(cd "$work/build" && SHARED=/nowhere make -s -k check TESTS="$all" >"$work/log" 2>&1) || :
	sed -n 's/^\(FAIL\|ERROR\): //p' "$work/log" >"$work/broken"
	sed 's/^/fails before anything is broken, and is left out: /' "$work/broken"
}

rows=$(grep -vc '^#' "$here/list.tsv")
case $1 in
all) chosen=$(seq "$rows") ;;
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
