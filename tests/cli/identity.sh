#!/bin/sh
# SPDX-License-Identifier: MIT
# Nothing asked, nothing changed: whatever the bytes, what is told to leave them alone does, in every kind of
# file.  So no byte of a record is lost between reading, cutting, the workers and writing.
. "${srcdir:-.}/tests/cli/tap.sh"

if ! command -v python3 >/dev/null; then
	echo 'skipped: python3 is not here'
	exit 77
fi
for page in "$src"/fixtures/*/page.txt; do cat "$page"; printf '\f'; done >pages
python3 - <<'END'
import json
pages = open("pages", "rb").read().split(b"\f")
with open("lines", "w", encoding="utf-8", newline="\n") as out:
    for page in pages:
        out.write(json.dumps({"text": page.decode("utf-8", "replace"), "n": 1e9}, ensure_ascii=len(page) % 2 == 0) + "\n")
with open("crawl", "wb") as out:
    for page in pages:
        out.write(b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: %d\r\n\r\n" % len(page) + page + b"\r\n\r\n")
END

# untouched FILE OPTION...
untouched()
{
	file=$1
	shift
	wrong=
	for seed in $(seq 1 "${COUNT:-4}"); do
		python3 "$src/tests/cli/mangle.py" "$seed" "$file" >mangled
		for limit in 16M 5K 300; do
			jobs=$((seed % 3 + 1))
			"$ghirbal" -q -j $jobs --max-document=$limit --only-normalize --normalize=none --invalid=keep "$@" \
				<mangled >got || wrong="$wrong $seed:status"
			cmp -s mangled got || wrong="$wrong $seed:$limit"
		done
	done
	is '' "$wrong" "untouched: $file $*"
}

untouched pages
untouched pages -z
untouched pages --document=line
untouched pages --document=blank
untouched lines --from=jsonl
untouched crawl --from=wet
finish
