#!/bin/sh
# SPDX-License-Identifier: MIT
# Every fuzz target on what it reads and on seeded mutations of that: a few seconds.  SEED=n COUNT=n for more.
set -u
src=${srcdir:-.}
seed=${SEED:-20261124}
count=${COUNT:-1000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# drive TARGET COUNT FILE...: after the corpus, which holds what libFuzzer found to go new ways, and old findings.
drive()
{
	target=$1
	shift
	"tests/fuzz/fuzz-$target" "$seed" 0 "$src/tests/fuzz/corpus/$target"/* || status=1
	"tests/fuzz/fuzz-$target" "$seed" "$@" || status=1
}

for page in "$src"/fixtures/*/page.txt; do
	printf 'WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Block-Digest: sha1:X\r\nContent-Length: %d\r\n\r\n' \
		"$(wc -c <"$page")"
	cat "$page"
	printf '\r\n\r\n'
done >"$work/crawl"
cat >"$work/records" <<'END'
{"id": 1e400, "text": "شارك\nنص \ud83d\ude00 \ud800 \u0000 \\ \/", "a": {"b": ["x\u00e9", [], {}]}, "text": "ثان"}
{"ن": "ق", "/": {"~": "t"}, "a": [{"b": [""]}], "n": -0.0E-7, "deep": [[[[[[{"text": "لا"}]]]]]]}
["text", null, true, false, NaN, Infinity]
END

# Text outside this repository is only read, where it is.
set --
for page in "$src"/../shared/gold/docs/*.txt "$src"/../shared/seeds/docs/*.txt; do
	[ ! -f "$page" ] || set -- "$@" "$page"
done
[ $# -gt 0 ] || echo 'skipped: ../shared is not here, so its pages are not cleaned'
drive stream "$count" "$src"/fixtures/*/page.txt "$src"/tests/devset/docs/*.txt "$@"
drive fold "$count" "$src"/fixtures/*/page.txt
: >"$work/empty"
drive rules "$count" "$src"/rules/*.rules "$work/empty"
drive json $((10 * count)) "$work/records"
drive warc "$count" "$work/crawl"
exit $status
