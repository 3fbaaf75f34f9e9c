#!/bin/sh
# SPDX-License-Identifier: MIT
# The same bytes from any number of threads and from input that comes in pieces of any size.
. "${srcdir:-.}/tests/cli/tap.sh"

if ! command -v python3 >/dev/null; then
	echo 'skipped: python3 is not here'
	exit 77
fi

# Every fixture as text in its three borders, as JSON Lines and as WET; some documents beyond any buffer.
python3 - "$src/fixtures" <<'END'
import glob, json, sys
pages = [open(name, "rb").read() for name in sorted(glob.glob(sys.argv[1] + "/*/page.txt"))]
large = b"".join(pages).replace(b"\f", b"") * 8
pages = pages * 3 + [large] + pages
open("feed.txt", "wb").write(b"\f".join(pages))
open("nul.txt", "wb").write(b"\0".join(pages))
open("blank.txt", "wb").write(b"\n \n\n".join(page.replace(b"\n\n", b"\n") for page in pages))
arrays = open("arrays.jsonl", "w", encoding="utf-8", newline="\n")
with open("lines.jsonl", "w", encoding="utf-8", newline="\n") as out:
    for number, page in enumerate(pages):
        text = page.decode("utf-8", "replace")
        out.write(json.dumps({"id": number, "text": text}, ensure_ascii=bool(number % 2)) + "\n")
        arrays.write(json.dumps({"id": number, "text": text.split("\n")}, ensure_ascii=bool(number % 2)) + "\n")
        if number % 9 == 0:
            out.write("no JSON\n")
            arrays.write('{"text": ["\\ud83d", 1]}\n')
arrays.close()
with open("crawl.wet", "wb") as out:
    for number, page in enumerate(pages):
        out.write(b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:x:%d>\r\nContent-Length: %d\r\n\r\n"
                  % (number, len(page)) + page + b"\r\n\r\n")
        if number % 9 == 0:
            out.write(b"damage\nWARC/1.0 is not a marker here\n")
END

# agrees WHAT FILE OPTION...: one thread, two and seven; a file, and a pipe in pieces.
agrees()
{
	what=$1 file=$2
	shift 2
	"$ghirbal" "$@" <"$file" >want 2>want.messages
	for jobs in 2 7; do
		"$ghirbal" -j $jobs "$@" <"$file" >got 2>messages
		cat messages >>got
		cat want want.messages | cmp - got
		holds $? "$what, $jobs threads"
	done
	for seed in 1 2; do
		python3 "$src/tests/cli/chunks.py" $seed "$file" | "$ghirbal" -j $seed "$@" >got 2>messages
		cat messages >>got
		cat want want.messages | cmp - got
		holds $? "$what, in pieces $seed"
	done
	[ -s want ]
	holds $? "$what: something comes out"
}

agrees 'form feeds' feed.txt
agrees 'form feeds, small parts' feed.txt --max-document=8K
agrees 'form feeds, only normalised' feed.txt --only-normalize --max-document=64K
agrees 'NUL' nul.txt -z --drop-empty
agrees 'blank lines' blank.txt --document=blank --drop-empty
agrees 'blank lines, small parts' blank.txt --document=blank --max-document=2K
agrees 'lines' feed.txt --document=line
agrees 'text to JSON' feed.txt --to=jsonl
agrees 'JSON Lines' lines.jsonl --from=jsonl
agrees 'JSON Lines, short' lines.jsonl --from=jsonl --max-document=3K --drop-empty
agrees 'JSON Lines to text' lines.jsonl --from=jsonl --to=text
agrees 'JSON Lines explained' lines.jsonl --from=jsonl --explain
agrees 'JSON Lines, strict' lines.jsonl --from=jsonl --strict
agrees 'arrays' arrays.jsonl --from=jsonl '--field=/text/*' --drop-empty
agrees 'arrays explained' arrays.jsonl --from=jsonl '--field=/text/*' --explain=json
agrees 'arrays, strict' arrays.jsonl --from=jsonl '--field=/text/*' --strict
agrees 'WET' crawl.wet --from=wet
agrees 'WET, short' crawl.wet --from=wet --max-document=3K
agrees 'WET to JSON' crawl.wet --from=wet --to=jsonl
agrees 'WET to JSON, small parts' crawl.wet --from=wet --to=jsonl --max-document=3K
agrees 'WET to text' crawl.wet --from=wet --to=text
agrees 'WET, strict' crawl.wet --from=wet --strict

printf 'شارك المقال\nفتحت المكتبة أبوابها يوم الاثنين.\n' >changes.txt
printf 'فتحت المكتبة أبوابها يوم الاثنين.\n' >stays.txt
for jobs in 1 2 7; do
	"$ghirbal" --check -j $jobs stays.txt changes.txt
	is 1 $? "--check tells of the last file, $jobs threads"
	"$ghirbal" --check -j $jobs changes.txt stays.txt
	is 1 $? "and of the first, $jobs threads"
	"$ghirbal" --check -j $jobs stays.txt
	is 0 $? "and of nothing, $jobs threads"
done
finish
