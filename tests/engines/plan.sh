# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Sourced by the engine tests: counts checks and sums them up as automake does, for bootstrap to add;
# says aloud what is skipped (exit status 77 when that is all of it).
checks=0
failures=0

check() { # STATUS TEXT
	checks=$((checks + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $checks - $2"
	else
		echo "not ok $checks - $2"
		failures=$((failures + 1))
	fi
}

skip() { # REASON
	echo "skipped: $1"
	echo "# SKIP: 1"
}

need() { # COMMAND
	command -v "$1" >/dev/null 2>&1 && return
	skip "$1 is not installed"
	exit 77
}

# Shards of pages with a menu, where a site memory has something to learn, and what learning and cleaning
# them at once gives: in memory-in, sites.mem and memory-want.
make_sites() {
	python3 "$here/../cli/sites.py" . || exit 99
	mkdir -p memory-in memory-want
	cat broadcaster.jsonl paper.jsonl redesign.jsonl >sites.jsonl
	split -n r/8 -d -a 5 --additional-suffix=.jsonl sites.jsonl memory-in/shard-
	"$GHIRBAL" --learn=sites.mem sites.jsonl
	for shard in memory-in/*; do
		"$GHIRBAL" --memory=sites.mem "$shard" >"memory-want/${shard##*/}"
	done
	"$GHIRBAL" sites.jsonl | cmp -s - <(cat memory-want/*)
	check $((! $?)) "the memory changes something"
}

finish() {
	echo "1..$checks"
	echo "# PASS: $((checks - failures))"
	echo "# FAIL: $failures"
	[ "$failures" -eq 0 ]
	exit $?
}
