#!/bin/sh
# SPDX-License-Identifier: MIT
# Dialogue, subtitles, chat, questions with short answers, glossaries, timetables, recipes, verse: of two thousand lines
# and more without a paragraph at most one in two hundred goes, and none at --level=light.
src=${srcdir:-.}
if ! command -v python3 >/dev/null; then
	echo 'skipped: no python3'
	exit 77
fi
exec python3 "$src/tests/speech.py" "${GHIRBAL:-./ghirbal}" "$src/tests/speech/stock.txt"
