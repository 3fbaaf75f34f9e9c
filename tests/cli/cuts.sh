#!/bin/sh
# SPDX-License-Identifier: MIT
# Nothing depends on how the input was read: what was once found, then seeded cases.  SEED=n CASES=n|MINUTESm for more.
. "${srcdir:-.}/tests/cli/tap.sh"

if ! command -v python3 >/dev/null; then
	echo 'skipped: python3 is not here'
	exit 77
fi
page=$src/fixtures/news-buttons/page.txt

# agrees WHAT FILE OPTION...: a file and a pipe in pieces, one thread and three, say and write and count the same.
agrees()
{
	what=$1 file=$2
	shift 2
	rm -f rejects stats
	"$ghirbal" "$@" --rejects=rejects --stats=stats <"$file" >want 2>messages
	status=$?
	cat messages rejects stats >>want 2>/dev/null
	for seed in 1 2 3; do
		rm -f rejects stats
		python3 "$src/tests/cli/chunks.py" $seed "$file" |
			("$ghirbal" "$@" -j $seed --rejects=rejects --stats=stats >got 2>messages; echo $? >got.status)
		cat messages rejects stats >>got 2>/dev/null
		[ "$(cat got.status)" = $status ] && cmp want got
		holds $? "$what, in pieces $seed"
	done
}

# records END: 600 times the page, each ended so.
records()
{
	for _ in $(seq 600); do
		printf 'WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: %d\r\n\r\n' "$(wc -c <"$page")"
		cat "$page"
		printf '%b' "$1"
	done
}

records '\r\n' >one.wet
agrees 'records that end in one line end' one.wet --from=wet
"$ghirbal" -q --stats=stats one.wet >got
grep -q '"records": 600' stats && ! grep -q DAMAGED stats && ! grep -q damaged stats
holds $? 'and none of them is damaged'
records '' >none.wet
agrees 'records that end in nothing' none.wet --from=wet
"$ghirbal" -q --stats=stats none.wet >got
grep -q '"damaged": 599' stats
holds $? 'and all but the last are damaged'
records '\r\n\r\n \n\t\r\n\n' >blank.wet
agrees 'blank lines between records' blank.wet --from=wet
"$ghirbal" -q --strict blank.wet >got
is 0 $? 'which are no damage'

# A line, a document and a record over the limit, then a bad one: what is written and counted.
{ printf '{"text":"أول"}\n{"text":"'; head -c 700000 /dev/zero | tr '\0' x; printf '"}\n{"text":"ثالث"}\n'; } >long.jsonl
agrees 'a long line under --strict' long.jsonl --from=jsonl --strict --max-document=400K
"$ghirbal" --strict --max-document=400K --stats=stats long.jsonl >got 2>messages
is '{"text":"أول"}' "$(cat got)" 'nothing of the line is written'
grep -q '"bytes_in": 18,' stats && grep -q '"records": 2,' stats
holds $? 'the record that stopped the run is counted with its note, its bytes are not'
{
	cat "$page"; printf '\f'
	for _ in $(seq 300); do cat "$src/fixtures/clean-news/page.txt"; done
	printf 'وصل القطار في موعده \377 إلى المحطة التي لم يصل إليها أحد.\n\f'
	cat "$page"
} >bad.txt
agrees 'a bad document under --strict' bad.txt --strict
agrees 'a bad document under --invalid=fail' bad.txt --invalid=fail
agrees 'a long bad document under --strict' bad.txt --strict --max-document=100K
agrees 'a long bad document under --invalid=fail' bad.txt --invalid=fail --max-document=100K --to=jsonl
"$ghirbal" --strict --stats=stats bad.txt >got 2>messages
"$ghirbal" - <"$page" >want
printf '\f' >>want
same want got 'what came before a bad document is written'
"$ghirbal" --strict --explain bad.txt 2>messages | sed 's/^bad.txt/-/' >got
"$ghirbal" --explain - <"$page" >want
same want got 'what was removed before it is told, and no more'
grep -q '"lines_dropped": '"$(wc -l <want)," stats
holds $? 'and counted'
"$ghirbal" --invalid=fail --max-document=100K --to=jsonl bad.txt >got 2>messages
is 2 "$(grep -c '^{.*}$' got)" 'a long document that is broken off is JSON all the same'
printf 'نص \377\n' >first.txt
"$ghirbal" -j 4 --strict --stats=stats first.txt missing "$page" >got 2>messages
is 'ghirbal: first.txt:1: bytes that are not UTF-8' "$(cat messages)" 'no other file is looked at after a bad record'
grep -q '"files": 1,' stats
holds $? 'or counted'

python3 "$src/tests/cli/cuts.py" "$ghirbal" "$src/fixtures" "${SEED:-20261126}" "${CASES:-40}"
holds $? 'mutations of fixtures in all ways of reading'
[ ! -e cuts.found ] || cp cuts.found "$build/tests/cli/cuts.found"
finish
