# SPDX-License-Identifier: MIT
# Sourced by the engine tests: counts checks, says aloud what is skipped (exit status 77).
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

need() { # COMMAND
	command -v "$1" >/dev/null 2>&1 && return
	echo "skipped: $1 is not installed"
	exit 77
}

finish() {
	echo "1..$checks"
	[ "$failures" -eq 0 ]
	exit $?
}
