#!/bin/sh
# SPDX-License-Identifier: MIT
# No fault of a disk, of memory or by a signal loses a byte: see campaign.py.  SEED= and TIME= (seconds) change what
# is drawn; without TIME a sample of a fixed size.
shim=tests/faults/.libs/shim.so
ghirbal=${GHIRBAL:-./ghirbal}
if [ "$(uname)" != Linux ] || [ ! -e $shim ] || ! command -v python3 >/dev/null; then
	echo '# skipped: needs Linux, shared libraries and python3'
	exit 77
fi
# The sanitizer wants to be the first that is loaded.
if ldd "$ghirbal" 2>/dev/null | grep -q 'lib[a-z]*san\.'; then
	echo '# skipped: built with sanitizers'
	exit 77
fi
exec python3 "${srcdir:-.}/tests/faults/campaign.py" "$ghirbal" $shim "${SEED:-1}" ${TIME:+"$TIME"}
