#!/bin/sh
# SPDX-License-Identifier: MIT
# Memory does not grow with the input, and none is read before it is written or lost (where valgrind is).
. "${srcdir:-.}/tests/cli/tap.sh"

# A sanitizer reserves terabytes of addresses, so neither part can say anything of such a build.
if ! (ulimit -v 300000 && "$ghirbal" --version >/dev/null 2>&1); then
	echo 'skipped: this build needs more addresses than the limit'
	exit 77
fi

line='وصل القطار في موعده اليوم إلى المحطة التي لم يصل إليها أحد من قبل.'
document() { yes "$line" | head -c 200M; }
long_line() { yes "$line" | head -c 400M | tr -d '\n'; }
json_line() { printf '{"text":"'; yes "$line" | tr '\n' ' ' | head -c 400M; printf '"}\n'; }
json_lines() { yes "{\"text\":\"$line\"}" | head -c 100M; }
wet_record()
{
	printf 'WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 400000000\r\n\r\n'
	yes "$line" | head -c 400M
}

# fits WHAT OPTION...: what it makes passes in 300 MB of addresses.
fits()
{
	what=$1
	shift
	$what | (ulimit -v 300000 && exec "$ghirbal" "$@" >/dev/null 2>messages)
	is 0 $? "$what fits: $*"
}

fits document --max-document=2M
fits document -j 2 --max-document=2M
fits long_line
fits json_line --from=jsonl
fits json_lines -j 2 --from=jsonl
fits wet_record --from=wet
fits wet_record --from=wet --to=jsonl --only-normalize
fits long_line --from=wet
chrome_lines() { yes "{\"id\":7,\"text\":\"شارك المقال\\n$line\"}" | head -c 60M; }
fits chrome_lines -j 2 --from=jsonl --report=report --rejects=/dev/null
fits document --max-document=2M --report=report --force
fits long_line --mark --max-document=2M
[ "$(wc -c <report)" -lt 2000000 ]
holds $? 'and the report is under 2 MB'

if ! command -v valgrind >/dev/null; then
	echo '# skipped: valgrind is not here'
	finish
fi
printf '{"id":1,"text":"%s","text":"\\u0627\\ud800 الحمـــدُ"}\nno\n{"t\\u0065xt":["x"]}\n' "$line" >lines.jsonl
printf 'WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 20\r\n\r\n01234567890123456789\r\n\r\ndamage' >crawl.wet
printf 'الحمـــدُ\n\n \n\f\0%s' "$line" >page

# holds_memory OPTION...: without rules, since compiled patterns read beyond what they were given, on purpose.
holds_memory()
{
	valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
		"$ghirbal" -q --only-normalize "$@" >/dev/null 2>messages
	is 0 $? "valgrind has nothing to say: $*"
}
holds_memory lines.jsonl crawl.wet page
holds_memory -j 2 --to=jsonl --stats=stats --report=report lines.jsonl crawl.wet page
holds_memory --field=text --field=/text/0 --drop-empty --max-document=40 lines.jsonl crawl.wet page
holds_memory --document=blank -o out page
holds_memory -i.old lines.jsonl crawl.wet
finish
