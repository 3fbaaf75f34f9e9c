#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh all | run.sh rows ROW... | run.sh COUNT SEED: breaks the logic as list.tsv says, one row at a time, in a copy
# of the sources, and fails unless some test fails each time.  A row that does not fit, whichever are chosen, that
# does not compile, or whose tests fail before anything is broken is a failure too.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
python3 "$here/apply.py" "$here/list.tsv" "$source"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
jobs=$(nproc 2>/dev/null || echo 1)

# tests_of SET: what must catch the rows of this set, the quickest first.
tests_of()
{
	case $1 in
	judge) echo test-policy.sh golden test-cases.sh test-judge.sh test-groups.sh test-scores.sh ;;
	rules) echo test-rule test-sketch cli/rules.sh test-rules.sh test-match ;;
	words) echo test-words test-language ;;
	norm) echo test-norm ;;
	sieve) echo test-policy.sh test-promises golden test-cases.sh test-chunk cli/rebuild.sh cli/audit.sh ;;
	memory) echo test-memory cli/sites.sh ;;
	cli) echo contract.bash cli/statuses.sh cli/files.sh cli/outputs.sh cli/documents.sh cli/wet.sh cli/jsonl.sh cli/audit.sh ;;
	*) echo "list.tsv: there is no set of tests called $1" >&2; exit 2 ;;
	esac
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
	*.sh) set -- sh "$work/source/tests/$1" ;;
	*.bash) set -- bash "$work/source/tests/$1" ;;
	*)
		make -s -C "$work/build" "tests/$1" >"$work/log" 2>&1 || return 1
		set -- "$work/build/tests/$1" ;;
	esac
	(cd "$work/build" && srcdir="$work/source" top_srcdir="$work/source" GHIRBAL="$work/build/ghirbal" \
		SHARED=/nowhere TMPDIR="$work/run" timeout 300 "$@" >"$work/log" 2>&1) || [ $? = 77 ]
}

# make_all: what the tests are run with.
make_all()
{
	make -s -C "$work/build" -j"$jobs" libinside.la >"$work/log" 2>&1 &&
		make -s -C "$work/build" -j"$jobs" ghirbal tools/evidence >"$work/log" 2>&1
}

copy_sources()
{
	mkdir "$work/source" "$work/build" "$work/run"
	(cd "$source" && tar cf - --exclude=./build --exclude='./build-[!a]*' --exclude=.git --exclude='*.o' .) |
		tar xf - -C "$work/source"
	chmod -R u+w "$work/source" # make distcheck takes that away
	here=$work/source/tests/mutants # as it was when the run began
	rm -f "$work/source/config.status" # of a build in the tree
	(cd "$work/build" && "$work/source/configure" -q CFLAGS=-O1 >"$work/log" 2>&1) && make_all
}

# column ROW COLUMN
column()
{
	grep -v '^#' "$here/list.tsv" | sed -n "${1}p" | cut -f "$2"
}

# What fails on sources that nobody broke would catch everything.
check_tests()
{
	for row in $chosen; do
		tests_of "$(column "$row" 4)"
	done | tr ' ' '\n' | sort -u >"$work/tests"
	while read -r test; do
		passes "$test" </dev/null && continue
		echo "fails before anything is broken: $test"
		tail -n 20 "$work/log"
		return 1
	done <"$work/tests"
}

# try ROW: 0 if a test catches it.
try()
{
	row=$1
	file=$(column "$row" 1)
	what=$(column "$row" 5)
	cp -p "$work/source/$file" "$work/whole"
	python3 "$here/apply.py" "$here/list.tsv" "$work/source" "$row" || return 1
	caught=
	if ! make_all; then
		echo "row $row does not compile: $file: $what"
		tail -n 3 "$work/log"
	else
		for test in $(tests_of "$(column "$row" 4)"); do
			passes "$test" || { caught=$test; break; }
		done
		echo "${caught:+caught by }${caught:-NOT CAUGHT, row $row, $file}: $what"
	fi
	cp "$work/whole" "$work/source/$file" # with a new date, so that it is made again
	[ "$caught" ]
}

rows=$(grep -vc '^#' "$here/list.tsv")
case $1 in
all) chosen=$(seq "$rows") ;;
rows) shift; chosen=$* ;;
*) chosen=$(awk -v rows="$rows" -v count="$1" -v seed="$2" 'BEGIN {
	for (srand(seed); count > 0 && rows > found; count--) {
		while ((row = 1 + int(rand() * rows)) in chosen)
			;
		chosen[row]
		found++
		print row
	}
}') ;;
esac
copy_sources || { tail -n 20 "$work/log"; exit 1; }
check_tests
failures=0
for row in $chosen; do
	try "$row" || failures=$((failures + 1))
done
[ "$failures" = 0 ] || { echo "$failures of $(echo "$chosen" | wc -w) were not caught"; exit 1; }
