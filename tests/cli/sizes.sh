#!/bin/sh
# SPDX-License-Identifier: MIT
# Adversarial sizes: linear time, flat memory, a status and never a crash; see sizes.py.
. "${srcdir:-.}/tests/cli/tap.sh"

# A sanitizer reserves terabytes of addresses and costs by its own rules.
if ! (ulimit -v 300000 && "$ghirbal" --version >/dev/null 2>&1); then
	echo 'skipped: this build needs more addresses than the limit'
	exit 77
fi
if ! command -v python3 >/dev/null; then
	echo 'skipped: python3 is not here'
	exit 77
fi
python3 "$src/tests/cli/sizes.py" "$ghirbal"
holds $? 'adversarial sizes'
finish
