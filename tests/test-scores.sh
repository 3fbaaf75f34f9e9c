#!/bin/sh
# SPDX-License-Identifier: MIT
# The labelled pages of this repository, and those of ../shared if it is there, come out as well as stored.
set -eu
src=${srcdir:-.}
: "${GHIRBAL:=./ghirbal}"
if ! command -v python3 >/dev/null; then
	echo 'skipped: no python3'
	exit 77
fi
shared=${SHARED:-$src/../shared}
if [ -d "$shared/gold/docs" ]; then
	exec python3 "$src/tests/scores.py" --shared "$shared" "$GHIRBAL" "$src/tests/scores.tsv"
fi
echo 'skipped in part: no ../shared'
exec python3 "$src/tests/scores.py" "$GHIRBAL" "$src/tests/scores.tsv"
