#!/bin/sh
# SPDX-License-Identifier: MIT
# The page of --report in a browser: report.py opens it, filters, searches, goes by keys, writes rules and
# feeds them back.  SHOTS=FOLDER keeps pictures of it.
. "${srcdir:-.}/tests/cli/tap.sh"
if ! command -v python3 >/dev/null || ! python3 -c 'import sys; sys.path.insert(0, sys.argv[1])
import browser
sys.exit(not browser.find())' "$src/tests/browser"; then
	echo '1..0 # skipped: no python3 or no chromium (apt-get install chromium)'
	exit 77
fi
exec python3 -B "$src/tests/browser/report.py" "$ghirbal" "$src"
