#!/bin/sh
# SPDX-License-Identifier: MIT
# Labelled pages that are not part of this repository but may lie beside it in ../shared: seeds, gold,
# traps and a stretch of news.  Their bounds are those the project promises; without them, skipped.
set -eu
shared=${SHARED:-${srcdir:-.}/../shared}
: "${GHIRBAL:=./ghirbal}"
if ! [ -f "$shared/gold/score.py" ] || ! command -v python3 >/dev/null; then
	echo 'skipped: no ../shared, or no python3'
	exit 77
fi
exec python3 "${srcdir:-.}/tests/shared.py" "$shared" "$GHIRBAL" "${srcdir:-.}/fixtures/clean-news/want.txt"
