#!/bin/sh
# SPDX-License-Identifier: MIT
# Standard error: silent when nothing is wrong, short and in ASCII when much is.
. "${srcdir:-.}/tests/cli/tap.sh"

echo 'نص من سطر واحد.' >page
"$ghirbal" page >text 2>messages
is '' "$(cat messages)" 'silent when nothing is wrong'

# Every kind of badness, a thousand times over, in a file whose name is an insult to any terminal.
name=$(printf 'bad\033[31m\377%0200d.jsonl' 7)
awk 'BEGIN { for (i = 0; i < 1000; i++) printf "not json\n{\"id\":%d}\n{\"text\":\"bad \377 byte\"}\n", i }' >"$name"
"$ghirbal" "$name" "missing$name" >text 2>messages
is 1 $? 'status 1 for the file that is missing'
[ "$(wc -c <messages)" -lt 4096 ]
holds $? 'messages stay under 4 KiB'
is '' "$(LC_ALL=C tr -d '\n -~' <messages)" 'and are ASCII'
is 10 "$(grep -c ': not JSON$' messages)" 'at most ten of a kind'
grep -q '^ghirbal: 1000 lines were not JSON$' messages && grep -q '^ghirbal: 1000 records had no such string$' messages &&
	grep -q '^ghirbal: 1000 documents had bytes that are not UTF-8$' messages
holds $? 'and then a count'
grep -q ':1: not JSON$' messages && grep -q ':2: no such string$' messages && grep -q ':3: bytes that are not' messages
holds $? 'with the number of the record'
is 3000 "$(wc -l <text)" 'all lines come out'
for jobs in 2 5; do
	"$ghirbal" -j $jobs "$name" "missing$name" 2>&1 >text | cmp -s - messages
	holds $? "the same messages with $jobs threads"
done
"$ghirbal" -q "$name" >text 2>messages
is '' "$(cat messages)" '--quiet says nothing of bad records'
"$ghirbal" -q missing 2>messages
is 1 "$(wc -l <messages)" 'but of files that are missing'
long=$(printf 'crawl/%060d/segment-7.jsonl' 1)
"$ghirbal" "$long" 2>messages
grep -q '^ghirbal: \.\.\.0*1/segment-7\.jsonl: No such' messages
holds $? 'of a long path the end, which tells files from each other'
# shellcheck disable=SC2046
"$ghirbal" $(seq -f 'missing%g' 1000) >text 2>messages
[ "$(wc -c <messages)" -lt 4096 ] && grep -q '^ghirbal: 1000 errors in all$' messages
holds $? 'a thousand files missing are ten messages and a count'
"$ghirbal" -v page >text 2>messages
grep -q '^ghirbal: 1 records, 1 lines, 0 lines dropped' messages
holds $? '--verbose says what was done'

printf '{"text":"a"}\nnot json\n{"text":"b"}\n' >three.jsonl
for jobs in 1 3; do
	"$ghirbal" -j $jobs --strict three.jsonl >text 2>messages
	is 1 $? "--strict, $jobs threads: status 1"
	is '{"text":"a"}' "$(cat text)" 'what came before the bad record is written'
	is 'ghirbal: three.jsonl:2: not JSON' "$(cat messages)" 'and the record is told'
done
printf 'نص \377\n' | "$ghirbal" --invalid=fail >text 2>messages
is 1 $? '--invalid=fail: status 1'
is 'ghirbal: -:1: bytes that are not UTF-8' "$(cat messages)" 'with the record'
printf 'نص \377 ردئ\n' | "$ghirbal" --invalid=keep --normalize=none >text 2>messages
printf 'نص \377 ردئ\n' | cmp -s - text
holds $? '--invalid=keep keeps the bytes'

"$ghirbal" --progress page >text 2>messages
is 1 "$(grep -c 'ghirbal: 0.0 MB, 1 records, 0:00:00' messages)" '--progress prints a line when done'
"$ghirbal" --progress=auto page >text 2>messages
is '' "$(cat messages)" 'and nothing by itself where there is no terminal'
mkfifo pipe
"$ghirbal" <pipe >text 2>messages &
child=$!
exec 9>pipe
cat page >&9
sleep 1
kill -USR1 $child
for _ in 1 2 3 4 5 6 7 8 9 10; do
	[ -s messages ] && break
	sleep 0.3
done
is 1 "$(grep -c 'ghirbal: .* records, ' messages)" 'SIGUSR1 prints a line while it waits for input'
exec 9>&-
wait $child
is 0 $? 'and the work goes on'
same page text 'to the end'

if command -v python3 >/dev/null; then
	python3 - "$ghirbal" <<'END'
import os, pty, subprocess, sys, time
# On a terminal a slow run shows one line that is rewritten and, at the end, taken away.
ours, theirs = pty.openpty()
run = subprocess.Popen([sys.argv[1], "-j2"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=theirs)
os.close(theirs)
for _ in range(30):
    run.stdin.write("وصل القطار في موعده.\n\f".encode() * 100)
    run.stdin.flush()
    time.sleep(0.1)
run.stdin.close()
assert run.wait() == 0
shown = b""
try:
    while piece := os.read(ours, 65536):
        shown += piece
except OSError:
    pass  # how a terminal says that nobody is there any more
lines = [line for line in shown.split(b"\r") if b"records" in line]
assert 1 <= len(lines) <= 11, shown
assert b"\n" not in shown and shown.endswith(b"\r\033[K"), shown
END
	holds $? 'on a terminal a line is rewritten, at most five times a second, and taken away'
	python3 - "$ghirbal" <<'END'
import os, subprocess, sys, time
# Pipes that do not block, as some callers leave them.
to_run, ours_in = os.pipe()
ours_out, from_run = os.pipe()
for end in (to_run, from_run):
    os.set_blocking(end, False)
run = subprocess.Popen([sys.argv[1]], stdin=to_run, stdout=from_run)
os.close(to_run)
os.close(from_run)
page = "وصل القطار في موعده.\n".encode() * 20000
time.sleep(0.2)
if os.fork() == 0:
    while page:
        page = page[os.write(ours_in, page):]
    os._exit(0)
os.close(ours_in)
time.sleep(0.2)
got = b""
while piece := os.read(ours_out, 65536):
    got += piece
assert run.wait() == 0 and got == page, len(got)
END
	holds $? 'pipes that do not block are waited for'
fi
finish
