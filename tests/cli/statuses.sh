#!/bin/sh
# SPDX-License-Identifier: MIT
# Each status and each message that ghirbal(1) promises.
. "${srcdir:-.}/tests/cli/tap.sh"

printf 'فتحت المكتبة أبوابها يوم الاثنين بعد ترميم دام سنتين.\n' >clean
printf 'فتحت المكتبة أبوابها يوم الاثنين بعد ترميم دام سنتين.\nشارك المقال\n' >page

# ends STATUS MESSAGE ARGUMENT...: MESSAGE is a pattern for a whole line, '' for silence.
ends()
{
	wanted=$1 message=$2
	shift 2
	"$ghirbal" "$@" >out 2>messages </dev/null
	status=$?
	is "$wanted" $status "status of: $*"
	if [ "$message" ]; then
		grep -q -x -e "$message" messages
		holds $? "message: $message"
	else
		is '' "$(cat messages)" 'and silence'
	fi
	is '' "$(LC_ALL=C tr -d '\n -~' <messages)" 'in ASCII'
	[ "$wanted" != 2 ] || is 0 "$(wc -c <out)" 'and nothing is written'
}

# ---- 0: all read and written, bad records and all ----
ends 0 '' page
ends 0 '' --check clean
printf 'not json\n{"id":1}\n{"text":"a \377"}\n{"text":"b"}\n' >bad.jsonl
ends 0 'ghirbal: bad.jsonl:1: not JSON' bad.jsonl
ends 0 'ghirbal: bad.jsonl:2: no such string' bad.jsonl
ends 0 'ghirbal: bad.jsonl:3: bytes that are not UTF-8' bad.jsonl
is 4 "$(wc -l <out)" 'all records come out'
ends 0 '' -q bad.jsonl
awk 'BEGIN { for (i = 0; i < 400; i++) print "وصل القطار رقم " i " في موعده." }' >long
ends 0 'ghirbal: long:1: longer than --max-document, judged in parts' --max-document=4K long
awk 'BEGIN { for (i = 0; i < 4000; i++) printf "كلمة " }' >line
ends 0 'ghirbal: line:1: a line longer than --max-document, only normalised' --max-document=4K line
awk 'BEGIN { printf "{\"text\":\""; for (i = 0; i < 4000; i++) printf "كلمة "; print "\"}" }' >long.jsonl
printf 'x\n\ny\n' >plain.jsonl
is 0 "$("$ghirbal" -q --from=jsonl <plain.jsonl >out; echo $?)" 'lines that are not JSON from a pipe: status 0'
cmp -s plain.jsonl out
holds $? 'and all of it comes out'
ends 0 'ghirbal: long.jsonl:1: longer than --max-document' --max-document=4K long.jsonl
printf 'WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 999\r\n\r\nx\r\n\r\n' >bad.wet
ends 0 'ghirbal: bad.wet:1: damaged WARC record' bad.wet
ends 0 'ghirbal: 1 records, 2 lines, .*' -v page
ends 0 '' --list-rules
ends 0 '' --list-normalize
ends 0 '' --help
ends 0 '' --version

# ---- 1: something found, or a FILE that could not be read ----
ends 1 '' --check page
is 0 "$(wc -c <out)" '--check writes nothing'
ends 1 'ghirbal: bad.jsonl:1: not JSON' --strict bad.jsonl
printf 'a\377b\n' >broken
ends 1 'ghirbal: broken:1: bytes that are not UTF-8' --strict broken
ends 1 'ghirbal: broken:1: bytes that are not UTF-8' --invalid=fail broken
printf 'اقرأ أيضا: وزير \377 يعد بربط الميناء بالسكة\n' >gone
ends 0 '' --strict gone
is 0 "$(wc -c <out)" 'bytes that are not UTF-8 in a line that goes are nothing bad'
ends 1 'ghirbal: plain.jsonl: no line of it is JSON: plain text is cleaned with --from=text' -q plain.jsonl
cmp -s plain.jsonl out
holds $? 'and all of it comes out'
ends 1 'ghirbal: bad.wet:1: damaged WARC record' --strict bad.wet
ends 1 'ghirbal: long.jsonl:1: longer than --max-document' --strict --max-document=4K long.jsonl
ends 1 'ghirbal: missing: No such file or directory' missing page
"$ghirbal" page | cmp -s - out
holds $? 'the others are still done'
mkdir folder
ends 1 'ghirbal: folder: is a folder: -r cleans what is in it' folder
ends 1 'ghirbal: folder: not a regular file' -i folder
printf '%%PDF-1.7\n' >pdf
ends 1 'ghirbal: pdf: a PDF document, not UTF-8 text: put pdftotext - - before ghirbal' pdf
if [ "$(id -u)" != 0 ]; then
	cp page secret
	chmod 0 secret
	ends 1 'ghirbal: secret: Permission denied' secret
fi

# ---- 2: the command line or a rule; nothing is written ----
ends 2 "ghirbal: unknown option --bogus" --bogus page
ends 2 "ghirbal: try 'ghirbal --help'" --bogus page
ends 2 "ghirbal: --normalize=standard,tatweel=foo: the switch tatweel may be keep, context, all: 'foo'.*" --normalize=standard,tatweel=foo page
ends 2 "ghirbal: --normalize=standrad: .*, did you mean standard?" --normalize=standrad page
ends 2 "ghirbal: --normalize=bogus: .*--list-normalize shows them all" --normalize=bogus page
ends 2 "ghirbal: no rule group has this name: 'xyzzy'" --keep=xyzzy page
ends 2 "ghirbal: the groups are comments, .*, tags" --strip=xyzzy page
ends 2 "ghirbal: no rule group has this name: 'shar', did you mean share?" --keep=shar page
ends 2 "ghirbal: missing.rules: No such file or directory" --rules=missing.rules page
ends 2 "ghirbal: --output=page and page are the same file\|ghirbal: page and --output=page are the same file" -o page page
ends 2 "ghirbal: clean: is there and no earlier --report; --force replaces it" --report=clean page
cat >wrong.rules <<'END'
ghirbal 1
[house]
drop lien هذا النص
  ok هذا النص
drop line هذا الخبر
  no هذا المقال
drop line
throw line كلمة
drop line {nosuchslot}
END
for line in 3 7 8 9; do
	ends 2 "ghirbal: wrong.rules:$line: .*" --rules=wrong.rules page
done
is 4 "$(wc -l <messages)" 'all that is wrong with a rule file is told, and nothing else'
ends 2 "ghirbal: wrong.rules:9: .*" --check-rules wrong.rules
ends 2 "ghirbal: missing.rules: .*" --rules=wrong.rules --rules=missing.rules page
is 5 "$(wc -l <messages)" 'also of several'
printf 'ghirbal 1\n[house]\ndrop match (\ndrop line كلمة\ndrop match [\n' >patterns.rules
for line in 3 5; do
	ends 2 "ghirbal: patterns.rules:$line: .*" --rules=patterns.rules page
done
for line in 'ghirbal 1x' '[house' 'slot x ('; do
	printf 'ghirbal 1\n[a]\n%s\ndrop line كلمة {x}\n' "$line" >wrong.rules
	ends 2 "ghirbal: wrong.rules:3: .*" --rules=wrong.rules page
done
printf 'ghirbal 1\n[house]\ndrop line كلمة\n  ok أخرى\n' >fails.rules
ends 1 '' --no-default-rules --check-rules fails.rules
is "fails.rules:4: should match and does not: أخرى" "$(head -n 1 out)" 'an example that fails: status 1'

# ---- 3: what cannot be written, or no memory ----
if [ -w /dev/full ]; then
	"$ghirbal" page >/dev/full 2>messages
	is "3 ghirbal: writing to standard output failed: No space left on device" "$? $(cat messages)" 'a full disk'
	for option in --stats --stats=/dev/full --rejects=/dev/full --report=/dev/full --output=/dev/full; do
		"$ghirbal" $option page >out 2>/dev/full
		is 3 $? "$option on a full disk"
	done
fi
"$ghirbal" page >&- 2>messages
is "3 ghirbal: writing to standard output failed: Bad file descriptor" "$? $(cat messages)" 'standard output closed'
"$ghirbal" --stats page 2>&- >out
is 3 $? '--stats with standard error closed'
"$ghirbal" page 2>&- >out
is 0 $? 'without --stats nobody needs standard error'
ends 3 'ghirbal: no/out: cannot be opened: No such file or directory' -o no/out page
if ! ldd "$ghirbal" 2>/dev/null | grep -q 'lib[a-z]*san\.'; then
	seen=
	for limit in 20000 16000 13000 11000 10000 9000 8000 7000 6000 5000; do
		(ulimit -v $limit 2>/dev/null && exec "$ghirbal" -o large long 2>messages)
		status=$?
		[ $status != 3 ] || seen=$(head -n 1 messages)
		[ $status = 0 ] || [ $status = 3 ] || [ $status = 127 ] || is '0, 3 or 127' $status "with $limit K of memory"
	done
	is 'ghirbal: out of memory' "$seen" 'too little memory: status 3'
	is '' "$(ls .large.* 2>/dev/null)" 'and nothing is left'
fi

# ---- signals ----
mkfifo wait
# A shell that is not interactive starts jobs with INT and QUIT ignored, which ghirbal respects; so is HUP under nohup.
heeding='env --default-signal=HUP,TERM'
$heeding true 2>/dev/null || heeding=
for signal in HUP TERM; do
	exec 9<>wait
	$heeding "$ghirbal" -o unfinished page wait >/dev/null 2>&1 9>&- &
	child=$!
	sleep 0.3
	kill -$signal $child
	wait $child 2>/dev/null
	status=$?
	exec 9>&-
	is "$(kill -l $signal 2>/dev/null | grep -x '[0-9]*' || case $signal in HUP) echo 1 ;; TERM) echo 15 ;; esac)" $((status - 128)) "SIG$signal ends it as itself"
	is '' "$(ls unfinished .unfinished.* 2>/dev/null)" 'and nothing is left'
done

# ---- at most ten of a kind, then a count ----
awk 'BEGIN { for (i = 0; i < 25; i++) print "not json"; print "{\"text\":\"a\"}" }' >many.jsonl
ends 0 'ghirbal: 25 lines were not JSON' many.jsonl
is 11 "$(wc -l <messages)" 'ten messages and a count'
finish
