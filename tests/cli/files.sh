#!/bin/sh
# SPDX-License-Identifier: MIT
# Output files and files rewritten in place: whole or not at all, and nothing left lying about.
. "${srcdir:-.}/tests/cli/tap.sh"

printf 'الحمـــدُ لله\n' >page
"$ghirbal" page >want

"$ghirbal" page -o out
same want out '-o writes the file'
umask 027
rm -f out
"$ghirbal" -o out page
is '-rw-r-----' "$(ls -l out | cut -c 1-10)" '-o makes a file as the mask has it'
umask 022
"$ghirbal" -o out page missing 2>/dev/null
is 1 $? 'a FILE that is missing: status 1'
is '-rw-r-----' "$(ls -l out | cut -c 1-10)" 'and -o leaves the file that was there'
rm out
"$ghirbal" -o out page missing 2>/dev/null
[ ! -e out ]
holds $? 'or none'
"$ghirbal" -o no/such/folder/out page 2>messages
is 3 $? '-o in a folder that is not there: status 3'
"$ghirbal" -o /dev/stdout page | cmp -s - want
holds $? '-o of what is no regular file is written straight'
if [ -w /dev/full ]; then
	"$ghirbal" -o /dev/full page 2>messages
	is 3 $? '-o /dev/full: status 3'
fi
"$ghirbal" -o page2 page && "$ghirbal" -o page2 page2 2>messages
is 2 $? '-o may be no input: -i says what is meant'

cp page one
chmod 640 one
ln -s one two
mkdir sub
ln -s ../one sub/three
"$ghirbal" -i.old sub/three two
is 0 $? '-i: status 0'
same want one '-i rewrites the file that a symbolic link leads to'
[ -L two ] && [ -L sub/three ]
holds $? 'and the link stays a link'
is '-rw-r-----' "$(ls -l one | cut -c 1-10)" 'the mode stays'
same page one.old 'the old file stays under the suffix'
[ ! -e two.old ]
holds $? 'a file that would not change is not touched'
before=$(ls -i one)
"$ghirbal" -i one
is "$before" "$(ls -i one)" 'not even to write the same bytes'
is '' "$(find . -name '.*.??????')" 'no temporary file is left'

cp page a
cp page b
"$ghirbal" -i a missing b 2>messages
is 1 $? '-i with a file missing: status 1'
same want a 'the file before it is done'
same want b 'and the one after it'
is 1 "$(grep -c missing messages)" 'with one message'
"$ghirbal" -i sub 2>messages
is 1 $? '-i of a folder: status 1'
printf 'نص \377 ردئ\n' >bad
cp bad kept
"$ghirbal" -i --invalid=fail bad 2>messages
is 1 $? '-i --invalid=fail: status 1'
same kept bad 'and the file is as it was'
printf '{"text":"الحمـــدُ لله"}\r\n{"text":"x"}\r\n' >lines.jsonl
printf '{"text":"الحمد لله"}\r\n{"text":"x"}\r\n' >want.jsonl
"$ghirbal" -i lines.jsonl
same want.jsonl lines.jsonl '-i takes the kind from the name and keeps CRLF'

# A file that cannot grow: the write fails as on a full disk, and the old file is still there.
awk 'BEGIN { for (i = 0; i < 20000; i++) print "الحمـــدُ لله " i }' >large
cp large large.kept
(
	trap '' XFSZ
	ulimit -f 100
	"$ghirbal" -i large 2>messages
)
is 3 $? '-i without room: status 3'
same large.kept large 'and the file is as it was'
is '' "$(find . -name '.*.??????')" 'no temporary file is left'
(
	ulimit -f 100
	exec "$ghirbal" -i large 2>/dev/null
)
[ $? -gt 128 ]
holds $? 'the same with SIGXFSZ: a signal'
same large.kept large 'and the file is as it was'
is '' "$(find . -name '.*.??????')" 'no temporary file is left either'

# Killed at any moment: the file is the old one or the new one.
"$ghirbal" large.kept >large.want
# A child killed before it becomes ghirbal is still the shell, and would clean up as the shell does.
trap - EXIT
torn=0
for after in 001 002 004 006 008 010 015 020 030 050; do
	for signal in KILL TERM; do
		cp large.kept large
		"$ghirbal" -i large &
		child=$!
		sleep "0.$after"
		kill -$signal $child 2>/dev/null
		wait $child 2>/dev/null
		cmp -s large large.kept || cmp -s large large.want || torn=$((torn + 1))
		[ $signal = KILL ] || is '' "$(find . -name '.large.*' -newer large.want 2>/dev/null)" "SIGTERM after 0.$after s leaves nothing"
		rm -f .large.*
	done
done
trap 'rm -rf "$work"' EXIT
is 0 $torn 'killed at any moment, the file is the old one or the new one'
finish
