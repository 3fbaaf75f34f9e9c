#!/bin/sh
# SPDX-License-Identifier: MIT
# Site memories: what is learned, however it is divided; what a memory changes, and what it must not.
. "${srcdir:-.}/tests/cli/tap.sh"

mkdir sites parts
python3 "$src/tests/cli/sites.py" sites

# ---- learning ----

"$ghirbal" --learn=all.mem sites/*.jsonl
is 0 $? 'a memory is learned'
for site in sites/*.jsonl; do
	"$ghirbal" --learn="parts/$(basename "$site").part" --part "$site"
done
"$ghirbal" --merge-memory=merged.mem $(ls -r parts/*.part)
same all.mem merged.mem 'parts merge to what learning at once gives'
"$ghirbal" --merge-memory=half.part --part $(ls parts/*.part | head -n 5)
"$ghirbal" --merge-memory=merged.mem half.part $(ls parts/*.part | tail -n +6 | sort -R)
same all.mem merged.mem 'in any order, and by way of larger parts'
ls sites/*.jsonl | sort -R | tr '\n' '\0' | xargs -0 "$ghirbal" --learn=shuffled.mem
same all.mem shuffled.mem 'whatever the order of the inputs'
cat sites/*.jsonl sites/*.jsonl >twice.jsonl
"$ghirbal" --learn=twice.mem -j 3 --memory-limit=1M twice.jsonl
same all.mem twice.mem 'a second crawl counts once, with threads and parts spilled'
python3 - <<'PY'
import json
with open("paper.wet", "wb") as wet:
    for line in open("sites/paper.jsonl", encoding="utf-8"):
        row = json.loads(line)
        body = row["text"].encode()
        wet.write(b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: %s\r\nContent-Type: text/plain\r\n"
                  b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (row["url"].encode(), len(body), body))
with open("pointer.jsonl", "w") as lines:
    for line in open("sites/paper.jsonl", encoding="utf-8"):
        row = json.loads(line)
        url = row.pop("url").replace("https://www.", "http://user:pw@AMP.").replace(".example", ".EXAMPLE.:81")
        row["meta"] = {"address": url}
        lines.write(json.dumps(row).replace("http://", "http:\\/\\/") + "\n")
with open("plain.txt", "w") as text:
    text.write("\f".join(json.loads(line)["text"] for line in open("sites/paper.jsonl", encoding="utf-8")))
PY
"$ghirbal" --learn=paper.mem sites/paper.jsonl
"$ghirbal" --learn=wet.mem paper.wet
same paper.mem wet.mem 'WET names its sites by WARC-Target-URI'
"$ghirbal" --learn=pointer.mem --site-field=/meta/address pointer.jsonl
same paper.mem pointer.mem '--site-field names another member; host, port, user and case are one site'
"$ghirbal" --learn=site.mem --site=paper.example plain.txt
same paper.mem site.mem '--site names it for plain text'
"$ghirbal" --learn=none.mem <plain.txt
"$ghirbal" --show-memory none.mem >none.txt
is 'ghirbal memory 1' "$(cat none.txt)" 'standard input is no site'
if command -v gzip >/dev/null; then
	gzip -c sites/paper.jsonl >paper.jsonl.gz
	"$ghirbal" --learn=gz.mem paper.jsonl.gz
	same paper.mem gz.mem 'what is packed is learned too'
fi

# ---- the text form ----

"$ghirbal" --show-memory all.mem >all.txt
"$ghirbal" --load-memory=loaded.mem all.txt
same all.mem loaded.mem 'what is shown loads to the same bytes'
"$ghirbal" --show-memory all.mem paper.example >paper.txt
"$ghirbal" --show-memory paper.mem | cmp - paper.txt
holds $? 'one site is shown alone'
grep -v '^paper\.example' all.txt | "$ghirbal" --load-memory=without.mem -
"$ghirbal" --show-memory without.mem paper.example | wc -l >lines
is 1 "$(tr -d ' ' <lines)" 'a site is forgotten by leaving its lines out'
{ cat none.txt; printf 'hand.example\t40\tsite\nhand.example\t39\t-\tدَليل المدينة\n'; } >hand.txt
"$ghirbal" --load-memory=hand.mem hand.txt
"$ghirbal" --show-memory paper.mem | grep 'دليل المدينة' | cut -f 3 >hash
"$ghirbal" --show-memory hand.mem | tail -n 1 | cut -f 2,4 >got
printf '39\tدَليل المدينة\n' | cmp - got
holds $? 'a line is added by hand'
printf 'ghirbal memory 1\nx\tmany\tsite\n' | "$ghirbal" --load-memory=bad.mem - 2>message
is 2 $? 'a wrong row: status 2'
grep -q 'line 2: a number of documents is wanted' message
holds $? 'with its line and what is wanted'
[ ! -e bad.mem ]
holds $? 'and no memory'

# ---- using it ----

for page in sites/*.page; do
	site=$(basename "$page" .page)
	"$ghirbal" --memory=all.mem --site="$site.example" --normalize=none "$page" >out
	grep -vxFf out "${page%.page}.keep" >lost
	[ ! -s lost ] || sed 's/^/# lost: /' lost
	[ ! -s lost ]
	holds $? "$site: what is the page's stays"
	[ ! -s "${page%.page}.drop" ] || grep -xFf "${page%.page}.drop" out >left
	[ ! -s "${page%.page}.drop" ] || [ ! -s left ]
	holds $? "$site: what is the site's goes"
	"$ghirbal" --memory=all.mem --site="$site.example" --normalize=none out | cmp -s - out
	holds $? "$site: and a second time nothing"
	"$ghirbal" --normalize=none "$page" >out
	"$ghirbal" --memory=all.mem --site=elsewhere.example --normalize=none "$page" | cmp -s - out
	holds $? "$site: a site that nobody learned is cleaned as without a memory"
done
"$ghirbal" --memory=all.mem --site=paper.example --explain sites/paper.page >why
grep -q "	site	site-memory	stands on 30 of 30 pages of this site	" why
holds $? '--explain says on how many pages a line stands'
"$ghirbal" --memory=all.mem --site=paper.example --keep=site --normalize=none sites/paper.page >kept
grep "	site	" why | cut -f 8 >told
[ -s told ] && ! grep -vxFf kept told
holds $? '--keep=site keeps all that is told under site'
"$ghirbal" --memory=all.mem -j 2 sites/paper.jsonl >threads
"$ghirbal" --memory=all.mem sites/paper.jsonl >one
same one threads 'threads share one memory'
"$ghirbal" --memory=all.mem --stats=stats sites/paper.jsonl >/dev/null
grep -q '"lines_remembered": [1-9]' stats
holds $? '--stats counts the lines that were known'

# ---- what a memory must not do ----

# recalls COUNT: a memory.mem of box.example with COUNT documents, and lines, after how many of them have each, on
# standard input.
recalls()
{
	{ cat none.txt; printf 'box.example\t%s\tsite\n' "$1"; sed 's/^\([0-9]*\) /box.example\t\1\t-\t/'; } |
		"$ghirbal" --load-memory=memory.mem -
}
# leaves WANTED WHAT [OPTION...]: what is left of the file page, with memory.mem.
leaves()
{
	wanted=$1
	what=$2
	shift 2
	"$ghirbal" --memory=memory.mem --site=box.example --normalize=none --no-default-rules "$@" page >out
	printf '%s\n' "$wanted" | cmp - out
	holds $? "$what"
}
text='جفت البئر القديمة في وسط القرية قبل عشر سنوات، ثم عاد الماء إليها هذا الربيع بعد أن سقط من المطر في شهر ما لم يسقط في عامين.'
menu=$(printf 'بئر القرية\nصيف القرية\nشتاء القرية')
recalls 40 <<'END'
38 بئر القرية
38 صيف القرية
38 شتاء القرية
38 خريف القرية
5 عودة الماء إلى البئر القديمة
END
printf 'ghirbal 1\nkeep line خريف القرية\n' >keep.rules
printf '%s\n' "$text" "$menu" >page
leaves "$text" 'three lines that nearly all pages have go'
printf '%s\n' "$text" "$menu" 'خريف القرية' >page
leaves "$(printf '%s\nخريف القرية' "$text")" 'but not one that a keep rule holds' --rules=keep.rules
printf '%s\n' "$menu" >page
leaves "$menu" 'nor a page of nothing else, which is itself what others repeat'
printf '%s\n' 'عودة الماء إلى البئر القديمة' "$menu" "$text" >page
leaves "$(printf 'عودة الماء إلى البئر القديمة\n%s' "$text")" 'nor a headline that lists of other pages name'
printf '%s\n' "$text" 'بئر القرية' >page
leaves "$(cat page)" 'nor one line alone'
printf '%s\n' "$text" '***' '---' '***' >page
leaves "$(cat page)" 'nor lines without letters, which are on no page'
recalls 4 <<'END'
4 بئر القرية
4 صيف القرية
4 شتاء القرية
END
printf '%s\n' "$text" "$menu" >page
leaves "$(cat page)" 'and of a site that hardly anybody knows nothing'

# ---- what is no memory ----

size=$(wc -c <all.mem)
head -c $((size - 1)) all.mem >cut
head -c 40 all.mem >stub
: >empty
{ head -c $((size / 2)) all.mem; printf X; tail -c +$((size / 2 + 2)) all.mem; } >flipped
for bad in cut stub empty flipped sites/paper.jsonl half.part missing; do
	echo 'سطر من النص.' | "$ghirbal" --memory="$bad" >out 2>message
	is 2 $? "--memory=$bad: status 2"
	[ ! -s out ] && [ "$(wc -l <message)" = 1 ] && grep -q "$bad" message
	holds $? 'before any output, with one message that names it'
done
"$ghirbal" --merge-memory=x.mem all.mem 2>message
is 2 $? 'a whole memory is not merged'
grep -q -- --part message
holds $? 'and the message says how parts are made'
"$ghirbal" --learn=/dev/full sites/paper.jsonl 2>/dev/null
is 3 $? 'a full disk: status 3'
"$ghirbal" --learn=no/such/folder.mem sites/paper.jsonl 2>/dev/null
is 3 $? 'no folder: status 3'
"$ghirbal" --learn=sites/paper.jsonl sites/paper.jsonl 2>/dev/null
is 2 $? 'a memory over its input: status 2'
"$ghirbal" --learn=half.mem sites/paper.jsonl missing 2>/dev/null
is 1 $? 'an input that cannot be read: status 1'
[ ! -e half.mem ]
holds $? 'and no memory that looks complete'
for i in 1 2 3 4 5 6; do cat twice.jsonl; done >many.jsonl
"$ghirbal" --learn=killed.mem --memory-limit=1M many.jsonl &
sleep 0.05
kill -9 $! 2>/dev/null
wait 2>/dev/null
[ ! -e killed.mem ] || { "$ghirbal" --show-memory killed.mem >/dev/null; }
holds $? 'killed, it leaves a whole memory or none'
ls -A | grep -q '^\.ghirbal-part'
is 1 $? 'and no parts'
finish
