#!/bin/sh
# SPDX-License-Identifier: MIT
# coverage.sh FOLDER: builds with clang's coverage in FOLDER, runs the fuzz targets on their corpus, then the command in
# all ways of reading, then all tests, and prints which lines of src/lib and src/cli each has reached.
set -eu
src=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
build=$(cd "$1" && pwd)
targets='fold json rules stream warc'

cd "$build"
[ -f Makefile ] || "$src/configure" -q CC=clang CFLAGS='-O1 -g -fprofile-instr-generate -fcoverage-mapping'
LLVM_PROFILE_FILE=/dev/null
export LLVM_PROFILE_FILE
make -s -j "$(nproc)" check TESTS= >build.log
rm -rf profiles
mkdir profiles

# tell WHAT: what the profiles gathered so far have reached.
tell()
{
	find profiles -name '*.profraw' >raw
	llvm-profdata merge -sparse -f raw -o "$1.profdata"
	set -- "$1" ./ghirbal
	for target in $targets; do
		set -- "$@" -object "tests/fuzz/fuzz-$target"
	done
	what=$1
	shift
	echo "== $what"
	llvm-cov report "$@" -instr-profile="$what.profdata" "$src/src/lib" "$src/src/ground" >report.lib
	llvm-cov report "$@" -instr-profile="$what.profdata" "$src/src/cli" >report.cli
	# The third triple of the report is lines.
	awk '/^TOTAL/ { print FILENAME ": " $10 " of " $8 " lines" }' report.lib report.cli | sed 's/^report\./src\//'
	cp report.lib "$what.lib.txt"
	cp report.cli "$what.cli.txt"
}

for target in $targets; do
	LLVM_PROFILE_FILE="$build/profiles/$target-%p.profraw" \
		"tests/fuzz/fuzz-$target" 1 0 "$src/tests/fuzz/corpus/$target"/* >/dev/null
done
LLVM_PROFILE_FILE="$build/profiles/cuts-%12m.profraw" \
	python3 "$src/tests/cli/cuts.py" ./ghirbal "$src/fixtures" 1 "${CASES:-150}"
tell corpus
LLVM_PROFILE_FILE="$build/profiles/tests-%12m.profraw" make -s -k check >check.log 2>&1 || true
tell tests
echo "by file: $build/corpus.lib.txt, corpus.cli.txt, tests.lib.txt, tests.cli.txt"
