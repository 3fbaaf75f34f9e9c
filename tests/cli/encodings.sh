#!/bin/sh
# SPDX-License-Identifier: MIT
# Text in other encodings, and lines that end in CR.
. "${srcdir:-.}/tests/cli/tap.sh"

cp "$src/fixtures/news-buttons/page.txt" page
"$ghirbal" page >want
"$ghirbal" --normalize=none page >want.none

# ---- --encoding ----

for charset in UTF-16 UTF-16LE UTF-16BE UTF-32 UTF-32LE CP1256 ISO-8859-6; do
	# Without what the encoding has no letter for.
	iconv -c -f UTF-8 -t $charset page >"page.$charset" 2>/dev/null &&
		iconv -f $charset -t UTF-8 "page.$charset" >plain || {
		echo "# skipped: iconv knows no $charset"
		continue
	}
	"$ghirbal" plain >want.plain
	"$ghirbal" --encoding=$charset "page.$charset" >got
	is 0 $? "--encoding=$charset: status 0"
	same want.plain got 'the same text comes out'
	"$ghirbal" --encoding=$charset --line-buffered -j3 - page.$charset <"page.$charset" >got
	cat want.plain want.plain | cmp -s - got
	holds $? 'also on standard input, with threads, twice'
	cp "page.$charset" copy
	"$ghirbal" --encoding=$charset -i.old copy
	same want.plain copy 'in place the file becomes UTF-8'
	same "page.$charset" copy.old 'and the old one is kept as it was'
	"$ghirbal" --encoding=$charset --check "page.$charset"
	is 1 $? '--check: it would change'
done
if [ -s page.CP1256 ]; then
	cp page twice
	"$ghirbal" --encoding=CP1256 -i twice 2>messages
	is '1 ghirbal: twice: is UTF-8 already' "$? $(cat messages)" 'what is UTF-8 already is not read as another encoding in place'
	same page twice 'and stays'
	head -c 999 page.UTF-16LE >odd
	printf '\040' >>odd
	head -c 1001 page.UTF-16LE >cut
	"$ghirbal" --encoding=UTF-16LE cut >got 2>messages
	is 'ghirbal: cut:1: bytes that are not UTF-8' "$(cat messages)" 'half a character at the end is told'
	is 0 "$(tail -c 3 got | LC_ALL=C grep -c -v "$(printf '\357\277\275')")" 'and repaired'
	"$ghirbal" --encoding=UTF-16LE --strict cut >got 2>messages
	is 1 $? '--strict stops at it'
	printf '{"text":"الحمـــدُ لله"}\n' | iconv -t UTF-16LE >lines.jsonl
	is '{"text":"الحمد لله"}' "$("$ghirbal" --encoding=UTF-16LE lines.jsonl)" 'JSON Lines too'
	if command -v python3 >/dev/null; then
		python3 - page.UTF-16 <<'END' | "$ghirbal" --encoding=UTF-16 >got
import sys, time
for byte in open(sys.argv[1], "rb").read()[:400]:
    sys.stdout.buffer.write(bytes([byte]))
    sys.stdout.flush()
END
		head -c 400 page.UTF-16 | "$ghirbal" --encoding=UTF-16 | cmp -s - got
		holds $? 'however the bytes come'
	fi
	awk 'BEGIN { for (i = 0; i < 60000; i++) print "وصل القطار رقم " i " في موعده صباح اليوم." }' >long
	iconv -t UTF-16LE long >long.16
	"$ghirbal" --encoding=UTF-16LE --max-document=64K long.16 2>messages | cmp -s - long
	holds $? 'a document that is not held whole'
fi
"$ghirbal" --encoding=utf-8 page | cmp -s - want
holds $? '--encoding=utf-8 is what is taken without it'
for name in nonsense ''; do
	"$ghirbal" --encoding=$name page >got 2>messages
	is '2 0' "$? $(wc -c <got)" "--encoding=$name: status 2"
done
"$ghirbal" --encoding=UTF-16 --from=wet page 2>messages
is 2 $? '--encoding is not for WET'

# ---- lines that end in CR ----

tr '\n' '\r' <page >cr
"$ghirbal" cr | cmp -s - want
holds $? 'lines that end in CR are lines, and end in LF as after CR LF'
tr '\n' '\r' <want.none >want.cr
"$ghirbal" --normalize=none cr | cmp -s - want.cr
holds $? '--normalize=none leaves the CR'
"$ghirbal" --normalize=none --only-normalize cr | cmp -s - cr
holds $? 'and every byte, if nothing is asked for'
"$ghirbal" -j4 --normalize=none cr cr page cr >got
cat want.cr want.cr want.none want.cr | cmp -s - got
holds $? 'among others with threads'
"$ghirbal" --explain cr | cut -f 3-6 >got
"$ghirbal" --explain page | cut -f 3-6 | cmp -s - got
holds $? 'the same lines go by the same reasons'
"$ghirbal" want.cr | cmp -s - want
holds $? 'clean text too gets other ends'
"$ghirbal" --check want.cr
is 1 $? 'which is a change'
"$ghirbal" --normalize=none --check want.cr
is 0 $? 'unless nothing is normalised'
cp cr copy
"$ghirbal" -i --normalize=none copy
same want.cr copy 'in place'
for cut in 1 7 4096; do
	dd if=cr bs=$cut 2>/dev/null | "$ghirbal" | cmp -s - want
	holds $? "read in pieces of $cut"
done
{ cat cr; printf '\nسطر أخير\n'; } >mixed
"$ghirbal" --normalize=none --only-normalize mixed | cmp -s - mixed
holds $? 'an LF after that stays an LF'
sed 's/$/\r/' page | "$ghirbal" --normalize=none --only-normalize >got
sed 's/$/\r/' page | cmp -s - got
holds $? 'CR LF is no CR'
awk 'BEGIN { for (i = 0; i < 2045; i++) printf "ا"; printf "في سطر"; printf "\r\nسطر آخر\r\n" }' >edge
"$ghirbal" --normalize=none --only-normalize edge | cmp -s - edge
holds $? 'nor where the head ends between them'
finish
