#!/bin/sh
# SPDX-License-Identifier: MIT
# The JSON reader against Python's, and against jansson and jsmn where the build found them.
# SEED and COUNT may be set, for longer runs.
. "${srcdir:-.}/tests/cli/tap.sh"

if ! command -v python3 >/dev/null; then
	echo 'skipped: python3 is not here'
	exit 77
fi
python3 "$src/tests/cli/fuzz-json.py" "$build/tests/find-strings" "${SEED:-20261124}" "${COUNT:-6000}"
holds $? 'every line is read as Python reads it'
finish
