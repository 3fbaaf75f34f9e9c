#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual pages are clean to mandoc, and what they point at is there.
set -eu
src=${srcdir:-.}
if ! command -v mandoc >/dev/null; then
	echo 'skipped: no mandoc'
	exit 77
fi
mandoc -T lint -W warning "$src"/man/*.[0-9]
# Every page of ours that one names is shipped.
sed -n 's/\\-/-/g; s/^\.BR \([a-z-]*\) (\([0-9]\)).*/\1.\2/p' "$src"/man/*.[0-9] | grep ghirbal | sort -u |
	while read -r page; do
		[ -f "$src/man/$page" ] || { echo "no page $page"; exit 1; }
	done
