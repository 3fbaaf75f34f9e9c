#!/bin/sh
# SPDX-License-Identifier: MIT
# The shared library exports what tests/symbols.txt lists and nothing else.  A symbol more or less is a
# decision: change the list in the same commit, and -version-info by libtool's rules at the release.
set -eu
library=.libs/libghirbal.so
if ! [ -f "$library" ] || ! command -v nm >/dev/null; then
	echo "no shared library or no nm"
	exit 77
fi
# Sanitizers add symbols of their own, which begin with two underscores.
nm -D --defined-only "$library" | awk '$3 !~ /^__/ { print $3 }' | LC_ALL=C sort |
	diff -u "${srcdir:-.}/tests/symbols.txt" -
