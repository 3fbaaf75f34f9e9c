#!/bin/sh
# SPDX-License-Identifier: MIT
# .gz and .zst: read by name, whole or not without a word.
. "${srcdir:-.}/tests/cli/tap.sh"

awk 'BEGIN { for (i = 0; i < 5000; i++) printf "{\"id\":%d,\"text\":\"الحمـــدُ لله\"}\n", i }' >lines.jsonl
"$ghirbal" lines.jsonl >want
"$ghirbal" --version >version

# packed NAME TOOL
packed()
{
	name=$1 tool=$2
	if ! command -v "$tool" >/dev/null || ! grep -q "\.$name yes" version; then
		echo "# skipped: .$name cannot be made or read here"
		return
	fi
	$tool -q -c <lines.jsonl >"lines.jsonl.$name"
	"$ghirbal" "lines.jsonl.$name" >got
	same want got ".$name is read"
	{ head -n 2000 lines.jsonl | $tool -q -c; tail -n +2001 lines.jsonl | $tool -q -c; } >"two.jsonl.$name"
	"$ghirbal" -j 2 "two.jsonl.$name" >got
	same want got "two .$name files after one another are one"
	size=$(wc -c <"lines.jsonl.$name")
	for cut in $((size - 1)) $((size / 2)) 30; do
		head -c "$cut" "lines.jsonl.$name" >"cut.jsonl.$name"
		"$ghirbal" -o out "cut.jsonl.$name" 2>messages
		is 1 $? "cut at $cut: status 1"
		grep -q 'the file is cut short' messages
		holds $? 'with a message'
		[ ! -e out ]
		holds $? 'and no output file that looks complete'
	done
	"$ghirbal" "two.jsonl.$name" "cut.jsonl.$name" lines.jsonl 2>/dev/null | wc -l >got
	[ "$(cat got)" -ge 10000 ]
	holds $? 'the other files are still done'
	{ cat "lines.jsonl.$name"; echo junk; } >"junk.jsonl.$name"
	"$ghirbal" "junk.jsonl.$name" >got 2>messages
	is 1 $? 'something after the end: status 1'
	same want got 'after all that could be read'
	{ head -c 1000 "lines.jsonl.$name"; printf 'xxxxxxxxxxxxxxxxxxxxxxxxx'; tail -c +1026 "lines.jsonl.$name"; } >"bad.jsonl.$name"
	"$ghirbal" "bad.jsonl.$name" >got 2>messages
	is 1 $? 'damage: status 1'
	: >"empty.jsonl.$name"
	"$ghirbal" "empty.jsonl.$name" >got
	is '0 ' "$? $(cat got)" 'an empty file is empty'
	"$ghirbal" -i "lines.jsonl.$name" 2>messages
	is 2 $? '-i does not take it'
	cp lines.jsonl plain."$name"
	"$ghirbal" --from=jsonl plain."$name" >got 2>messages
	is 1 $? "what is called .$name and is not: status 1"
	"$ghirbal" --from=jsonl <lines.jsonl >got
	same want got 'standard input is never guessed at'
}

packed gz gzip
packed zst zstd
finish
