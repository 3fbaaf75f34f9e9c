#!/bin/sh
# SPDX-License-Identifier: MIT
# Input is output and rejects put together, in every container: tests/cli/rebuild.py on all pages there are.
. "${srcdir:-.}/tests/cli/tap.sh"
if ! command -v python3 >/dev/null; then
	echo '1..0 # skipped: no python3'
	exit 77
fi

# rebuilt WHAT [--most=N] FILE...
rebuilt()
{
	what=$1
	shift
	python3 "$src/tests/cli/rebuild.py" "$ghirbal" "$@" >said 2>&1
	holds $? "$what: $(tail -n 1 said)"
}

rebuilt fixtures "$src"/fixtures/*/page.txt
rebuilt devset "$src"/tests/devset/docs/*
rebuilt holdout "$src"/tests/holdout/docs/*
shared=$src/../shared
for set in seeds gold; do
	if [ -d "$shared/$set/docs" ]; then
		rebuilt $set "$shared/$set"/docs/*
	else
		echo "# skipped: no ../shared/$set"
	fi
done
for set in sites/*.jsonl bulk/*.txt; do
	# shellcheck disable=SC2086
	if ls "$shared"/$set >/dev/null 2>&1; then
		rebuilt "${set%/*}" --most=1000 "$shared"/$set
	else
		echo "# skipped: no ../shared/$set"
	fi
done
finish
