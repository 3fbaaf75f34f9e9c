#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs every example of the README and of the manual pages and compares what it prints.
set -eu
if ! command -v python3 >/dev/null || ! command -v bash >/dev/null; then
	echo 'skipped: no python3 or no bash'
	exit 77
fi
exec python3 "${srcdir:-.}/tests/examples.py" "${srcdir:-.}/README.md" "${srcdir:-.}"/man/*.[0-9]
