#!/bin/sh
# SPDX-License-Identifier: MIT
# WET: records by their length, the header true, damage told and survived.
. "${srcdir:-.}/tests/cli/tap.sh"

# record TYPE TEXT: TEXT is for printf %b.
record()
{
	printf '%b' "$2" >body
	printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://example.org/"\r\nWARC-Date: 2026-11-24T00:00:00Z\r\n' "$1"
	printf 'WARC-Record-ID: <urn:uuid:1>\r\nWARC-Identified-Content-Language: ara,eng\r\nWARC-Block-Digest: sha1:OLD\r\n'
	printf 'Content-Type: text/plain\r\ncontent-length:  %d\r\n\r\n' "$(wc -c <body)"
	cat body
	printf '\r\n\r\n'
}

{
	record warcinfo 'software: الحمـــدُ\r\n'
	record conversion 'نص لا يتغير.\n'
	record conversion 'الحمـــدُ لله.\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 3\r\n\r\nابج\r\n\r\n'
	record conversion ''
} >in.wet
"$ghirbal" in.wet >out.wet 2>messages
is '' "$(cat messages)" 'silent when nothing is wrong'
is 3 "$(grep -ac '^WARC-Block-Digest: sha1:OLD' out.wet)" 'a record that changed loses its digest, the others keep it'
{ record warcinfo 'software: الحمـــدُ\r\n'; record conversion 'نص لا يتغير.\n'; } >want
head -c "$(wc -c <want)" out.wet >got
same want got 'records that need no change are the same bytes, as is warcinfo'
"$ghirbal" --to=text in.wet >got
is 3 "$(tr -dc '\f' <got | wc -c | tr -d ' ')" '--to=text ends the text of each page'
for to in text jsonl; do
	"$ghirbal" --to=$to in.wet >all
	"$ghirbal" --to=$to --drop-empty in.wet >got
	[ "$(wc -c <got)" -lt "$(wc -c <all)" ] && head -c "$(wc -c <got)" all | cmp - got
	holds $? "--drop-empty --to=$to leaves nothing of a page without text"
done
"$ghirbal" out.wet >got
same out.wet got 'cleaning clean output changes nothing'
"$ghirbal" --normalize=none --only-normalize in.wet >got
same in.wet got 'nothing asked, nothing changed'
"$ghirbal" --to=jsonl in.wet >got
is 3 "$(wc -l <got)" '--to=jsonl writes a line for each text'
head -n 1 got >first
printf '%s\n' '{"url":"https://example.org/\"","date":"2026-11-24T00:00:00Z","id":"<urn:uuid:1>","language":"ara,eng","text":"نص لا يتغير.\n"}' >want
same want first 'with url, date, id, language and text'
"$ghirbal" --to=jsonl --field=body --drop-empty in.wet >got
is 2 "$(grep -c '"body":"' got)" '--field names the text, --drop-empty leaves out the empty one'
is 2 "$("$ghirbal" --drop-empty in.wet | grep -ac '^WARC-Type: conversion.$')" '--drop-empty leaves out the empty record from WET'
printf 'WARC/1.1\nWARC-Type: conversion\nContent-Length: 11\n\nالحمـ\n\n\nWARC/1.1\nWARC-Type: conversion\nContent-Length: 2\n\nok' >bare.wet
"$ghirbal" --to=jsonl bare.wet >got 2>messages
is 2 "$(grep -c '^{"url":null' got)" 'WARC/1.1, bare line ends and a missing end at the end of the file'

# Damage: what is lost is one record, told and counted; what is around it comes out.
{ record conversion 'أول.'; record conversion 'ثان.' | head -c 200; echo; record conversion 'ثالث.'; } >header.wet
{ record conversion 'أول.'; record conversion 'ثان.' | head -c -6; record conversion 'ثالث.'; } >body.wet
{ record conversion 'أول.'; record conversion 'ثان.' | sed 's/content-length:  [0-9]*/Content-Length: 9999/'; record conversion 'ثالث.'; } >long.wet
{ record conversion 'أول.'; record conversion 'ثان.' | sed 's/content-length:  [0-9]*/Content-Length: 2/'; record conversion 'ثالث.'; } >short.wet
{ record conversion 'أول.'; record conversion 'ثان.' | sed 's/content-length:  [0-9]*/Content-Length: x/'; record conversion 'ثالث.'; } >word.wet
{ record conversion 'أول.'; record conversion 'ثان.' | sed '/content-length/d'; record conversion 'ثالث.'; } >none.wet
{ record conversion 'أول.'; head -c 70000 /dev/zero; printf '\n'; record conversion 'ثالث.'; } >zero.wet
for damage in header body long short word none zero; do
	"$ghirbal" --to=jsonl $damage.wet >got 2>messages
	is 0 $? "damage ($damage): status 0"
	grep -q 'أول' got && grep -q 'ثالث' got
	holds $? 'what is around it comes out'
	is "ghirbal: $damage.wet:2: damaged WARC record" "$(cat messages)" 'and it is told'
	"$ghirbal" -q $damage.wet >got
	same $damage.wet got '--to=wet leaves it as it was'
	"$ghirbal" --strict $damage.wet >got 2>messages
	is 1 $? '--strict does not stand it'
done

python=${PYTHON:-python3}
if $python -c 'import warcio' 2>/dev/null; then
	$python - out.wet <<'END'
import sys
from warcio.archiveiterator import ArchiveIterator
records = [(record.rec_type, record.content_stream().read())
           for record in ArchiveIterator(open(sys.argv[1], "rb"), check_digests=False)]
assert [kind for kind, _ in records] == ["warcinfo"] + ["conversion"] * 3, records
assert records[1][1].decode() == "نص لا يتغير.\n"
assert records[2][1].decode().startswith("الحمد لله."), records[2]
END
	holds $? 'warcio reads it'
else
	echo '# skipped: warcio is not here (python3 -m pip install warcio)'
fi
finish
