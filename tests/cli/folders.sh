#!/bin/sh
# SPDX-License-Identifier: MIT
# -r and --out-dir: what is in folders, in one order, each to its own place or not at all.
. "${srcdir:-.}/tests/cli/tap.sh"

page()
{
	printf 'وصل القطار رقم %s في موعده إلى المحطة.\nاقرأ أيضا: أخبار %s\n' "$1" "$1"
}
mkdir -p 'in/b c/d' in/.hidden in/x.txt outside
page 1 >in/a.txt
page 2 >'in/b c/one.txt'
page 3 >'in/b c/d/deep.txt'
page 4 >in/b.txt
page 5 >in/.hidden/no.txt
page 6 >in/.no.txt
page 7 >in/notes.md
page 8 >in/x.txt/y.TXT
page 9 >outside/far.txt
printf '{"text":"وصل القطـــار"}\n' >in/rows.jsonl
mkfifo in/pipe.txt
ln -s ../outside in/linked
ln -s .. in/up
ln -s ../outside/far.txt in/near.txt

cat >want.list <<'END'
in/a.txt
in/b c/d/deep.txt
in/b c/one.txt
in/b.txt
in/near.txt
in/rows.jsonl
in/x.txt/y.TXT
END
"$ghirbal" in >got 2>messages
is "1 ghirbal: in: is a folder: -r cleans what is in it" "$? $(cat messages)" 'without -r a folder is told, status 1'
[ ! -s got ]
holds $? 'and nothing comes out'
while read -r file; do "$ghirbal" "$file"; done <want.list >want
"$ghirbal" -r in >got
is 0 $? '-r reads what is in a folder'
same want got 'files of known names in the order of their bytes, nothing hidden, no FIFO, no link to a folder'
"$ghirbal" --recursive --rejects=gone in/// | cmp - want
holds $? 'slashes at the end change nothing'
sed 's/^{"file":"\([^"]*\)".*/\1/' gone | uniq >got
grep -v 'jsonl' want.list >want.gone
same want.gone got 'rejects name the files, without slashes twice'
ln -s in door
"$ghirbal" -r door | cmp - want
holds $? 'a FILE that is a link to a folder is followed'
"$ghirbal" outside/far.txt -r in outside >got
"$ghirbal" outside/far.txt | cat - want >first && "$ghirbal" outside/far.txt >>first
same first got 'FILEs and folders come in the order they are given'

"$ghirbal" -r in --out-dir=new/clean >got
is 0 $? '--out-dir'
[ ! -s got ]
holds $? 'writes nothing else'
(cd new/clean && find . -type f | sed 's/^\./in/' | LC_ALL=C sort) >got
same want.list got 'but each file under its name, and makes its folders'
while read -r file; do
	"$ghirbal" "$file" | cmp - "new/clean/${file#in/}" || echo "$file"
done <want.list >got
is '' "$(cat got)" 'each with what it is cleaned to'
"$ghirbal" -r in --out-dir=in/clean && "$ghirbal" -r in --out-dir=in/clean
is 0 $? 'it may lie in the folder itself, again and again'
[ ! -e in/clean/clean ]
holds $? 'and what is in it is not cleaned a second time'
rm -r in/clean
"$ghirbal" --out-dir=flat in/a.txt 'in/b c/one.txt'
is 'a.txt one.txt' "$(cd flat && echo *)" 'without -r files go by the last part of their names'
"$ghirbal" --out-dir=flat2 in/a.txt ./in//a.txt 2>messages
is 2 $? 'two FILEs to one place: status 2'
[ ! -e flat2 ]
holds $? 'and nothing is made'
find in -type f -exec cksum {} + >before
"$ghirbal" -r in --out-dir=in 2>messages
is 2 $? 'a FILE onto itself: status 2'
find in -type f -exec cksum {} + | cmp - before
holds $? 'and all is as it was'
for bad in '-i' '-o x' '--check' '--explain' '--dry-run' '--to=jsonl' '--rejects=x.gz' '-'; do
	"$ghirbal" -r in --out-dir=none $bad </dev/null 2>messages
	is 2 $? "--out-dir and $bad: status 2"
done
"$ghirbal" --out-dir= in/a.txt 2>messages
is 2 $? 'an empty --out-dir: status 2'
[ ! -e none ] && [ ! -e x ]
holds $? 'and nothing is made'
mkdir -p empty/in
page 1 >empty/in/readme
"$ghirbal" -r empty </dev/null 2>messages
is 2 $? 'a folder without a file of a known name: status 2'

# One that cannot be read to its end
mkdir mixed
cp in/a.txt in/b.txt mixed
printf '%%PDF-1.4\n%%\377\376\001\n' >mixed/aa.txt
"$ghirbal" -r mixed --out-dir=some --rejects=gone 2>messages
is 1 $? 'a file that is no text: status 1'
is 'a.txt b.txt' "$(cd some && echo *)" 'it does not appear, all others do'
is 2 "$(wc -l <gone)" 'with their rejects'
ls -A some | grep '^\.' >left
is '' "$(cat left)" 'and no temporary file is left'
mkdir blocked && : >blocked/sub
mkdir -p deep/sub && cp in/a.txt deep/sub && cp in/b.txt deep
"$ghirbal" -r deep --out-dir=blocked 2>messages
is 3 $? 'a folder that cannot be made: status 3'
[ -s blocked/b.txt ] && [ ! -s blocked/sub ]
holds $? 'and the others are written'

# Compressed files stay compressed
if command -v gzip >/dev/null && "$ghirbal" --version | grep -q '\.gz yes'; then
	mkdir packs && gzip -c in/a.txt >packs/a.txt.gz
	"$ghirbal" -r packs --out-dir=repacked && gzip -d -c repacked/a.txt.gz >got
	"$ghirbal" in/a.txt >want
	same want got 'what came in compressed goes out so'
	head -c 30 packs/a.txt.gz >packs/half.txt.gz
	"$ghirbal" -r packs --out-dir=halves 2>messages
	is '1 a.txt.gz' "$? $(cd halves && echo *)" 'but not what is cut short: status 1'
fi

# In place
cp -r mixed place && rm place/aa.txt && mkdir place/sub && cp in/a.txt place/sub/c.txt
"$ghirbal" -r -i.old place
is 0 $? '-r -i rewrites what is in a folder'
"$ghirbal" in/a.txt | cmp - place/sub/c.txt && cmp in/a.txt place/sub/c.txt.old && cmp in/b.txt place/b.txt.old
holds $? 'and keeps the old ones'
if [ "$(id -u)" != 0 ]; then
	mkdir shut && cp in/a.txt shut && mkdir shut/no && chmod 0 shut/no
	"$ghirbal" -r shut >got 2>messages
	is 1 $? 'a folder that may not be looked into is told: status 1'
	"$ghirbal" in/a.txt | cmp - got
	holds $? 'and all others are read'
	chmod 700 shut/no
fi
finish
