#!/bin/sh
# SPDX-License-Identifier: MIT
# Outputs that are no plain new files, outputs in each other's way or in an input's, and what -i keeps of a file.
. "${srcdir:-.}/tests/cli/tap.sh"

cp "$src/fixtures/news-buttons/page.txt" page
"$ghirbal" page >want
"$ghirbal" --rejects=want.rejects page >/dev/null
[ -s want.rejects ] || exit 99
cp page kept

# ---- devices, pipes and descriptors are written to, never renamed over ----

{ echo before; "$ghirbal" -o /dev/stdout page; echo after; } >group
{ echo before; cat want; echo after; } >want.group
same want.group group '-o /dev/stdout in a group loses nothing of the others'
{ echo before; "$ghirbal" -o /dev/fd/3 page; echo after; } 3>&1 >group
{ echo before; "$ghirbal" -o /dev/fd/3 page 3>&1; echo after; } >group
same want.group group 'nor does /dev/fd/3'
{ echo before; "$ghirbal" -o /proc/self/fd/1 page; echo after; } >group
[ ! -e /proc/self/fd/1 ] || same want.group group 'nor does /proc/self/fd/1'
ln -s /dev/stdout link
{ echo before; "$ghirbal" -o link page; echo after; } >group
same want.group group 'nor does a link to it'
{ echo before; "$ghirbal" --output=- page; echo after; } >group
same want.group group 'nor does -'
for option in --stats --report --rejects; do
	inode=$(ls -di /dev/stdout)
	{ echo before; "$ghirbal" --dry-run $option=/dev/stdout page; echo after; } >group
	is "0 before after" "$? $(head -n 1 group) $(tail -n 1 group)" "$option=/dev/stdout writes among the others"
	[ "$(wc -l <group)" -gt 3 ] && [ "$(ls -di /dev/stdout)" = "$inode" ]
	holds $? 'and leaves the device as it is'
	"$ghirbal" --dry-run $option=/dev/stdout page >&- 2>messages
	is "3 $inode" "$? $(ls -di /dev/stdout)" 'also when standard output is closed: status 3'
	"$ghirbal" $option=/dev/null -o out page
	is '0 ' "$? $([ -c /dev/null ] || echo gone)" "$option=/dev/null: it stays a device"
	rm -f out
	mkfifo "fifo$option"
	cat "fifo$option" >got &
	"$ghirbal" --dry-run $option="fifo$option" page
	status=$?
	wait
	[ $status = 0 ] && [ -p "fifo$option" ] && [ -s got ]
	holds $? "$option to a FIFO"
	if [ -w /dev/full ]; then
		"$ghirbal" $option=/dev/full page >got 2>messages
		is 3 $? "$option=/dev/full: status 3"
	fi
done
"$ghirbal" --rejects=/dev/null --stats=/dev/null -o /dev/null page
is 0 $? 'what goes to /dev/null may all go there'
ln -s nowhere dangling
"$ghirbal" -o dangling page
[ -L dangling ] && cmp -s want nowhere
holds $? '-o through a link to nothing makes what the link names'
mkdir other
ln -s other/there far
"$ghirbal" --rejects=far page >/dev/null
[ -L far ] && cmp -s want.rejects other/there
holds $? 'also in another folder'
ln -s a-loop loop
ln -s loop a-loop
"$ghirbal" -o loop page 2>messages
is 3 $? 'links in a circle: status 3'
"$ghirbal" -o other page 2>messages
is 3 $? 'a folder: status 3'

# ---- one place, one output; and none that is an input ----

echo 'ghirbal 1' >house.rules
ln page hard
ln -s page soft
# clash ARGUMENT...: status 2, a message, and no file has changed.
clash()
{
	ls -lid . page kept want house.rules hard soft >before
	"$ghirbal" "$@" >got 2>messages
	status=$?
	is 2 $status "refused: $*"
	ls -lid . page kept want house.rules hard soft | cmp -s - before && [ ! -s got ] &&
		grep -q 'are the same file\|no earlier' messages && cmp -s page kept
	holds $? 'with a message, and no file has changed'
}
: >got
: >messages
: >before
clash -o X --rejects=X page
clash -o X --rejects=./X page
clash -o X --rejects=other/../X page
ln -s X Y
ls -lid . page kept want house.rules hard soft >before
clash -o X --stats=Y page
clash --stats=X --report=X page
clash --rejects=/dev/stdout page
clash --stats=- page
clash --rejects=/dev/stdout -o - page
clash -o page page
clash -o page hard
clash -o soft page
clash -o hard soft
clash --rejects=page page
clash --stats=page page
clash --report=page page
clash --rejects=page --explain page
clash --rejects=house.rules --rules=house.rules page
clash -o house.rules --rules=house.rules page
clash -i --rejects=page page
clash -i --stats=hard page
clash -i.bak --rejects=page.bak page
cp page page.bak
clash -i.bak page page.bak
rm page.bak
clash --force --report=page page
"$ghirbal" page >>page 2>messages
is 2 $? 'standard output that is an input: status 2'
same kept page 'and nothing is written to it'
"$ghirbal" <page 1<>page 2>messages
is 2 $? 'the same from standard input'
same kept page 'and nothing is written to it'
"$ghirbal" --check page >>page
is 1 $? 'where no text is written, there is no clash'
"$ghirbal" --dry-run --rejects=/dev/stdout page >got
is 0 $? 'nor here'
same want.rejects got 'and the rejects come out'
"$ghirbal" page >two 2>&1 --stats=/dev/stderr
is 0 $? 'counts may go where messages go'
cp page three
"$ghirbal" -i three --rejects=/dev/stdout >got
is 0 $? '-i leaves standard output free'
sed 's/"file":"[a-z]*"/"file":""/' want.rejects >want.nameless
sed 's/"file":"[a-z]*"/"file":""/' got | cmp -s - want.nameless
holds $? 'for the rejects'

# ---- what is no earlier report is not replaced ----

echo 'رسالة إلى أمي' >letter
cp letter letter.kept
for option in --report --rejects --stats; do
	"$ghirbal" $option=letter page >got 2>messages
	is '2 0' "$? $(wc -c <got)" "$option over something else: status 2 before any output"
	same letter.kept letter 'and it stays'
	grep -q "letter: is there and no earlier $option; --force" messages
	holds $? 'with a message'
	"$ghirbal" $option=one$option page >got && "$ghirbal" $option=one$option page >got
	is 0 $? 'an earlier one is replaced'
	: >empty
	"$ghirbal" $option=empty page >got
	is 0 $? 'and so is an empty file'
	"$ghirbal" --force $option=letter page >got
	is 0 $? '--force replaces anything'
	# But for the command line, which a report names.
	sed 's/"command":\[[^]]*\]//' letter >one.report
	sed 's/"command":\[[^]]*\]//' one$option >other.report
	same one.report other.report 'by the same bytes'
	cp letter.kept letter
done
"$ghirbal" --report=no/such/folder/r page >got 2>messages
is '3 0' "$? $(wc -c <got)" 'a report in no folder: status 3 before any text'
"$ghirbal" -o out --check page
[ ! -e out ]
holds $? '--check makes no output'
echo old >out
"$ghirbal" -o out --dry-run page
is old "$(cat out)" '--dry-run empties none'

# ---- rejects and text ----

for run in 1 2; do
	"$ghirbal" -o text --rejects=rejects page missing 2>messages
	is "1  " "$? $(cat text 2>/dev/null) $(cat rejects 2>/dev/null)" 'text that is not kept: its rejects are not either'
done
"$ghirbal" --rejects=rejects page missing 2>messages >got
is 1 $? 'text that went down a pipe: status 1'
same want.rejects rejects 'and its rejects are kept'
rm rejects
if [ -w /dev/full ]; then
	for jobs in 1 2; do
		awk 'BEGIN { while ((getline line <"page") > 0) page = page line "\n"; for (i = 0; i < 600; i++) printf "%s\f", page }' >big
		cp big v
		"$ghirbal" -j$jobs -i --rejects=/dev/full v 2>messages
		is 3 $? '-i when rejects cannot be written: status 3'
		same big v 'and the file is whole'
		"$ghirbal" -j$jobs -i --rejects=/dev/full v page 2>messages
		same kept page 'and so is the next'
		"$ghirbal" -j$jobs -o o --rejects=/dev/full v 2>messages
		is "3 " "$? $(cat o 2>/dev/null)" '-o: no output without its rejects'
	done
	awk 'BEGIN { for (i = 0; i < 3000; i++) print "{\"text\":\"شارك المقال\\nعاد الصيادون إلى البحر فجر السبت.\"}" }' >lines.jsonl
	cp lines.jsonl v.jsonl
	"$ghirbal" -i --rejects=/dev/full v.jsonl 2>messages
	is 3 $? 'the same of JSON Lines'
	same lines.jsonl v.jsonl 'the file is whole'
fi
if [ -w /dev/full ] && command -v timeout >/dev/null; then
	while :; do cat page || exit; printf '\f'; done 2>/dev/null | timeout 60 "$ghirbal" --rejects=/dev/full >/dev/null 2>messages
	is 3 $? 'rejects that cannot be written end a run that has no end'
fi
printf '{"a":"شارك المقال\\nعاد الصيادون إلى البحر فجر السبت.","b":"نص \377"}\n' >half.jsonl
"$ghirbal" --field=a --field=b --invalid=fail --rejects=half.rejects half.jsonl >half.out 2>messages
is '' "$(cat half.out half.rejects)" 'of a record that fails nothing is written, and nothing is among the rejects'
# Rejects wait for a reader, who has read one line of them, when the file is changed.
awk 'BEGIN { while ((getline line <"page") > 0) page = page line "\n"; for (i = 0; i < 3000; i++) printf "%s\f", page }' >slow
mkfifo slow.rejects
{
	read -r first
	echo 'سطر أضيف بعد ما قرئ الملف.' >>slow
	cp slow slow.kept
	cat >/dev/null
	[ "$first" ]
} <slow.rejects &
"$ghirbal" -i --rejects=slow.rejects slow 2>messages
is 3 $? '-i of a file that another writes to meanwhile: status 3'
wait
same slow.kept slow 'and what the other wrote stays'
grep -q '^ghirbal: slow: was changed while it was read$' messages
holds $? 'with a message'
cp page good
"$ghirbal" -i --rejects=rejects good missing 2>messages
is 1 $? '-i good missing: status 1'
same want good 'the good one is done'
"$ghirbal" --rejects=again --dry-run page
sed 's/"file":"[a-z]*"/"file":""/' rejects | cmp -s - want.nameless
holds $? 'and what was removed from it is in the rejects'
cp page good
{ cat page; printf '\fقال الوزير في مؤتمر صحفي \377 إن الأعمال تبدأ غدا.\n'; } >bad
cp bad bad.kept
cp page best
"$ghirbal" -i --invalid=fail --rejects=rejects good bad best 2>messages
is 1 $? 'a file between them fails: status 1'
same bad.kept bad 'it stays'
is 'good' "$(sed 's/{"file":"\([a-z]*\)".*/\1/' rejects | uniq | tr '\n' ' ' | sed 's/ $//')" 'and its rejects are not among the rejects'

cp page good
cp page best
"$ghirbal" -i --rejects=sum good && "$ghirbal" -i --rejects=sum best && "$ghirbal" -i --rejects=sum good best
is 0 $? '-i again and again with the same rejects: status 0'
is 'good best' "$(sed 's/{"file":"\([a-z]*\)".*/\1/' sum | uniq | tr '\n' ' ' | sed 's/ $//')" 'all that was removed is in them'
cp sum whole
printf '{"file":"best","docum' >>sum
cp page good
"$ghirbal" -i --rejects=sum good
"$ghirbal" --dry-run --rejects=one page
cat whole one | sed 's/"file":"[a-z]*"/"file":""/' >want.sum
sed 's/"file":"[a-z]*"/"file":""/' sum | cmp -s - want.sum
holds $? 'after half a line, which a killed run left and which goes'
cp page good
cp sum whole
"$ghirbal" -i --rejects=sum missing good 2>messages
cp page good
"$ghirbal" -i --invalid=fail --rejects=sum missing bad 2>messages
[ "$(wc -l <sum)" = $(($(wc -l <whole) + $(wc -l <one))) ]
holds $? 'a file that fails adds nothing'
cp page good
"$ghirbal" -i --force --rejects=sum good
sed 's/"file":"[a-z]*"/"file":""/' sum | cmp -s - want.nameless
holds $? 'unless --force begins them anew'

# ---- what -i keeps ----

cp page f
printf 'older\n' >f.bak
"$ghirbal" -i.bak f f
is 0 $? '-i.bak f f: status 0'
same want f 'it is done'
same page f.bak 'and the copy is the original'
cp page f
mkdir f.dir
"$ghirbal" -i.dir f 2>messages
is 3 $? 'no copy can be kept: status 3'
same page f 'and the file is as it was'
is '' "$(find . -name '.*.??????')" 'no temporary file is left'
cp page a-file
ln a-file its-name
"$ghirbal" -i a-file its-name
is 0 $? 'two names of a file: status 0'
cmp -s want a-file && cmp -s want its-name
holds $? 'both are done'
mkfifo pipe
timeout 10 "$ghirbal" -i pipe 2>messages
is "1 ghirbal: pipe: not a regular file" "$? $(cat messages)" '-i of a FIFO does not wait for a writer'
[ -p pipe ]
holds $? 'and leaves it'

if command -v python3 >/dev/null; then
	cp page acl
	python3 - acl set <<'END' && acl=yes || acl=
import os, struct, sys
path = sys.argv[1]
os.chmod(path, 0o600)
try:
    os.setxattr(path, "user.from", "القاهرة".encode())
    # user::rw- user:65534:rw- group::--- mask::rw- other::---
    os.setxattr(path, "system.posix_acl_access", struct.pack("<I", 2) + b"".join(
        struct.pack("<HHI", tag, perm, who) for tag, perm, who in
        [(1, 6, 2**32 - 1), (2, 6, 65534), (4, 0, 2**32 - 1), (16, 6, 2**32 - 1), (32, 0, 2**32 - 1)]))
except OSError as error:
    print("# skipped: no attributes or lists here:", error)
    sys.exit(1)
END
	attributes() { python3 -c 'import os, sys; print(os.stat(sys.argv[1]).st_mode, sorted((n, os.getxattr(sys.argv[1], n)) for n in os.listxattr(sys.argv[1])))' "$1"; }
	if [ "$acl" ]; then
		before=$(attributes acl)
		"$ghirbal" -i.old acl
		same want acl 'a file with a list of who may read it'
		is "$before" "$(attributes acl)" 'keeps it, its mode and its attributes'
		is "$before" "$(attributes acl.old)" 'and so does its copy'
		cp page text
		"$ghirbal" -o acl text
		is "$before" "$(attributes acl)" 'also under -o'
	fi
fi
if [ "$(id -u)" = 0 ]; then
	cp page owned
	chown 1:1 owned
	chmod 4750 owned
	"$ghirbal" -i owned
	is '-rwsr-x--- 1 1' "$(ls -n owned | awk '{ print $1, $3, $4 }')" 'root keeps owner, group and mode'
fi
is '' "$(find . -name '.*.??????')" 'no temporary file is left'
finish
