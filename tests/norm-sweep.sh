#!/bin/sh
# SPDX-License-Identifier: MIT
# The normaliser against Python's unicodedata and a table of its own: see norm-sweep.py.
set -eu
here=${srcdir:-.}/tests
if ! command -v python3 >/dev/null; then
	echo "skipped: no python3, so the normaliser has no oracle"
	exit 77
fi
exec python3 "$here/norm-sweep.py" tests/norm-tool "${srcdir:-.}"
