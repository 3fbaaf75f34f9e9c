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

finish() {
	echo "1..$checks"
	echo "# PASS: $((checks - failures))"
	echo "# FAIL: $failures"
	[ "$failures" -eq 0 ]
	exit $?
}
