#!/bin/sh
# SPDX-License-Identifier: MIT
# Four threads on every format and every report: what ThreadSanitizer is to see. Without it, statuses and output.
. "${srcdir:-.}/tests/cli/tap.sh"
TSAN_OPTIONS="halt_on_error=1:exitcode=66 ${TSAN_OPTIONS:-}"
export TSAN_OPTIONS

for _ in 1 2 3 4 5 6; do
	for page in "$src"/fixtures/*/page.txt; do
		cat "$page"
		printf '\f'
	done
done >feed.txt
tr '\f' '\0' <feed.txt >nul.txt
"$ghirbal" --only-normalize --normalize=none --to=jsonl feed.txt >lines.jsonl 2>messages
sed '7s/{/no JSON/' lines.jsonl >bad.jsonl
tr '\f' '\n' <feed.txt | head -c 700000 | awk '
	{ body = body $0 "\n" }
	NR % 40 == 0 {
		printf "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", length(body) + (NR % 400 == 0), body
		body = ""
	}' >crawl.wet
{ cat lines.jsonl; printf '{"text":"%0300000d"}\n' 7; cat lines.jsonl; } >long.jsonl

# races WHAT STATUS OPTION...
races()
{
	what=$1 status=$2
	shift 2
	"$ghirbal" -j 1 "$@" >want 2>want.messages
	"$ghirbal" -j 4 "$@" >got 2>messages
	got=$?
	[ $got = "$status" ] || cat messages
	is "$status" $got "$what: status $status"
	cat messages >>got
	cat want want.messages | cmp - got
	holds $? 'and the same as one thread'
}
races 'form feeds' 0 feed.txt --stats=stats --rejects=rejects --report=report
races 'NUL, explained' 0 -z --explain nul.txt
races 'blank lines' 0 --document=blank --max-document=3K feed.txt
races 'lines' 0 --document=line --drop-empty feed.txt
races 'JSON Lines' 0 --stats=stats --rejects=rejects --report=report lines.jsonl bad.jsonl
races 'JSON Lines with a long one' 0 --max-document=100K --normalize=search long.jsonl
races 'JSON Lines, strict' 1 --strict bad.jsonl lines.jsonl
races 'WET' 0 --stats=stats --rejects=rejects crawl.wet
races 'WET to JSON' 0 --to=jsonl --explain crawl.wet
races 'WET, strict' 1 --strict crawl.wet
races 'a file that is missing' 1 feed.txt missing lines.jsonl
races 'a check' 1 --check feed.txt lines.jsonl
cp feed.txt again.txt
"$ghirbal" -j 4 -i.old feed.txt lines.jsonl crawl.wet 2>messages
is 0 $? 'in place: status 0'
cmp -s feed.txt.old again.txt
holds $? 'and the old one is kept'
finish
