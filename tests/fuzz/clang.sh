#!/bin/sh
# SPDX-License-Identifier: MIT
# clang.sh BUILD SECONDS: each target, built with libFuzzer under clang's sanitizers, on the corpus kept in the tree,
# then so many seconds on mutations of it. A finding stays in BUILD/tests/fuzz.
set -u
src=$(cd "$(dirname "$0")/../.." && pwd)
build=$1
seconds=$2
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for target in fold json rules stream warc; do
	program=$build/tests/fuzz/fuzz-$target
	mkdir "$work/$target"
	log=$program.log
	# The timeout is of one input, and generous: others may be using the machine.
	if "$program" -runs=0 "$src/tests/fuzz/corpus/$target" >"$log" 2>&1 &&
		"$program" -max_total_time="$seconds" -max_len=6000 -timeout=60 -rss_limit_mb=3000 \
			-artifact_prefix="$program.found-" "$work/$target" "$src/tests/fuzz/corpus/$target" >>"$log" 2>&1; then
		echo "PASS: fuzz-$target: $(grep -c '' "$log") lines of log, $(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$log" | tail -n 1) runs"
		passed=$((passed + 1))
	else
		echo "FAIL: fuzz-$target"
		grep -vE '^#[0-9]|Uses:' "$log" | tail -n 30
		failed=$((failed + 1))
	fi
done
echo "# PASS: $passed"
echo "# FAIL: $failed"
[ $failed = 0 ]
