#!/bin/bash
# SPDX-License-Identifier: MIT
# What a pipeline relies on: the same bytes under any locale, environment, folder and cut of the input;
# full disks and closed pipes seen; status and messages as ghirbal(1) has them.  bash for PIPESTATUS.
set -u
ghirbal=$(cd "$(dirname "${GHIRBAL:-./ghirbal}")" && pwd)/$(basename "${GHIRBAL:-./ghirbal}")
fixtures=$(cd "${srcdir:-.}/fixtures" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# holds STATUS WHAT: one property and whether it holds.
holds()
{
	if [ "$1" = 0 ]; then
		echo "ok    $2"
	else
		echo "FAIL  $2"
		failures=$((failures + 1))
	fi
}

# same FILE WHAT: standard input is what FILE holds.
same()
{
	cmp -s - "$1"
	holds $? "$2"
}

# All pages as one stream of documents, and a large one of it, beyond any buffer.
for page in "$fixtures"/*/page.txt; do
	[ "$page" = "$fixtures/hostile/page.txt" ] && continue
	cat "$page"
	printf '\f'
done >"$work/pages"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do cat "$work/pages"; done >"$work/many"
"$ghirbal" <"$work/pages" >"$work/want" 2>"$work/messages"
holds $? 'status 0 on good input'
[ -s "$work/want" ] && [ ! -s "$work/messages" ]
holds $? 'silent when nothing is wrong'

env -i "$ghirbal" <"$work/pages" | same "$work/want" 'the same bytes in an empty environment'
for locale in C POSIX C.UTF-8 ar_EG.UTF-8 tr_TR.UTF-8 nonsense; do
	LC_ALL=$locale LANG=$locale "$ghirbal" <"$work/pages" | same "$work/want" "the same bytes under LC_ALL=$locale"
done
(cd / && TZ=Pacific/Auckland HOME=/nowhere POSIXLY_CORRECT=1 "$ghirbal" <"$work/pages") |
	same "$work/want" 'the same bytes in another folder, home and time zone'
(ulimit -n 6 2>/dev/null; "$ghirbal" <"$work/pages") | same "$work/want" 'the same bytes with few files to open'
dd if="$work/pages" bs=1 count=20000 2>/dev/null | "$ghirbal" >"$work/byte"
head -c 20000 "$work/pages" | "$ghirbal" | same "$work/byte" 'the same bytes through a pipe written byte by byte'
"$ghirbal" - <"$work/pages" | same "$work/want" '- is standard input'
"$ghirbal" "$work/pages" | same "$work/want" 'a FILE gives what standard input gives'
"$ghirbal" <"$work/want" | same "$work/want" 'cleaning clean output changes nothing'
for page in "$fixtures"/*/page.txt; do
	"$ghirbal" "$page" 2>/dev/null
done >"$work/each"
"$ghirbal" "$fixtures"/*/page.txt 2>/dev/null | same "$work/each" 'FILEs come out one after another, each as it does alone'

[ -z "$("$ghirbal" </dev/null)" ]
holds $? 'nothing in, nothing out'
printf 'سطر بلا نهاية' | "$ghirbal" >"$work/got"
printf 'سطر بلا نهاية' | same "$work/got" 'a last line without an end gets none'
[ "$(tr -dc '\f' <"$work/pages" | wc -c)" = "$(tr -dc '\f' <"$work/want" | wc -c)" ]
holds $? 'as many document ends come out as went in'

if [ -w /dev/full ]; then
	"$ghirbal" <"$work/many" >/dev/full 2>"$work/messages"
	status=$?
	[ $status = 3 ] && [ -s "$work/messages" ]
	holds $? "a full disk: status 3 and a message (status $status)"
fi
"$ghirbal" <"$work/many" >&- 2>/dev/null
status=$?
[ $status = 3 ]
holds $? "standard output closed: status 3 (status $status)"
"$ghirbal" <"$work/many" 2>"$work/messages" | head -n 1 >/dev/null
status=${PIPESTATUS[0]}
[ "$status" = 141 ] && [ ! -s "$work/messages" ]
holds $? "a reader that goes away: killed by SIGPIPE, silently (status $status)"
(
	trap '' PIPE
	"$ghirbal" <"$work/many" 2>"$work/messages"
	echo $? >"$work/status"
) | head -n 1 >/dev/null
[ "$(cat "$work/status")" = 3 ] && [ -s "$work/messages" ]
holds $? "the same with SIGPIPE ignored: status 3 and a message (status $(cat "$work/status"))"

mkfifo "$work/fifo"
exec 9<>"$work/fifo"
"$ghirbal" <"$work/fifo" >/dev/null 2>&1 9>&- &
child=$!
sleep 0.3
kill -TERM $child
wait $child 2>/dev/null
status=$?
exec 9>&-
[ $status = 143 ]
holds $? "SIGTERM while it waits for input: killed by it (status $status)"

"$ghirbal" "$work/no-such-file" "$fixtures/clean-news/page.txt" >"$work/got" 2>"$work/messages"
status=$?
[ $status = 1 ] && grep -q 'no-such-file' "$work/messages" && cmp -s "$work/got" <("$ghirbal" "$fixtures/clean-news/page.txt")
holds $? "a missing FILE: a message, status 1, and the others done (status $status)"
"$ghirbal" --no-such-option <"$work/pages" >"$work/got" 2>"$work/messages"
status=$?
[ $status = 2 ] && [ ! -s "$work/got" ] && [ -s "$work/messages" ]
holds $? "an unknown option: status 2 before any output (status $status)"
printf 'ghirbal 1\n[share]\nthrow line كلمة\n' >"$work/bad.rules"
"$ghirbal" --rules="$work/bad.rules" <"$work/pages" >"$work/got" 2>"$work/messages"
status=$?
[ $status = 2 ] && [ ! -s "$work/got" ] && grep -q 'bad.rules:3' "$work/messages" && grep -q throw "$work/messages"
holds $? "a wrong rule: status 2, with file, line and word (status $status)"
"$ghirbal" <"$fixtures/hostile/page.txt" >"$work/got" 2>"$work/messages"
status=$?
[ $status = 0 ] && [ -s "$work/messages" ] && ! grep -q "$(printf '\375')" "$work/messages" &&
	LC_ALL=C.UTF-8 grep -qv '^$' "$work/got"
holds $? "bytes that are not UTF-8: repaired, told, status 0 (status $status)"
echo "contract: $failures failures"
[ $failures = 0 ]
