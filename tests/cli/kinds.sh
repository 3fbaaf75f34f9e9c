#!/bin/sh
# SPDX-License-Identifier: MIT
# Files as people have them: JSON Lines under other names, JSON of other shapes, HTML, packed under a wrong name.
. "${srcdir:-.}/tests/cli/tap.sh"

printf '{"id":1,"text":"الحمـــدُ"}\n{"id":2,"text":"كتاب"}\n' >lines
printf '{"id":1,"text":"الحمد"}\n{"id":2,"text":"كتاب"}\n' >want
for name in a.jsonl a.JSONL a.ndjson a.NDJSON a.jsonlines a.json a.Json c4-ar.tfrecord-00000-of-01024.json; do
	cp lines "$name"
	"$ghirbal" "$name" >got 2>messages
	is '0 ' "$? $(cat messages)" "$name is read"
	same want got 'as JSON Lines'
done
"$ghirbal" --version >version
if command -v gzip >/dev/null && grep -q '\.gz yes' version; then
	gzip -c lines >c4-train.00000-of-00512.json.gz
	"$ghirbal" c4-train.00000-of-00512.json.gz >got
	same want got '.json.gz, as C4 and Dolma have it, too'
	gzip -c lines >packed.jsonl
	"$ghirbal" packed.jsonl >got 2>messages
	is 1 $? 'gzip under another name: status 1'
	grep -q 'gzip -dc' messages && [ ! -s got ]
	holds $? 'and what to type, and nothing of it comes out'
fi
printf '\357\273\277\n{"id":1,"text":"الحمـــدُ"}\n' >mark.json
"$ghirbal" mark.json | grep -q 'الحمد"'
holds $? 'a mark and a blank line may stand before'
cp lines in.json
"$ghirbal" -i in.json
same want in.json '-i takes it'
printf 'الحمـــدُ\n' >text.json
is 'الحمد' "$("$ghirbal" text.json)" 'what is called .json and is none is plain text'
: >empty.json
"$ghirbal" empty.json >got
is '0 ' "$? $(cat got)" 'an empty one is empty'
"$ghirbal" --from=text a.json >got
is 2 "$(grep -c '"text":"الحمد"\|كتاب' got)" '--from=text is what it says'
"$ghirbal" <lines >got
is 1 "$(grep -c 'الحمد"' got)" 'standard input is never guessed at'

# Every format that --to names is written by its own writer, WET in its place only; one that writer.c had
# forgotten would leave text as it came.
printf 'واحد\n\f' >one
for format in $("$ghirbal" --help | sed -n 's/.*--to=\([a-z|]*\).*/\1/p' | tr '|' ' '); do
	[ "$format" = wet ] || "$ghirbal" --from=text --to="$format" one >"one.$format"
done
[ "$(cksum one.* | cut -d ' ' -f 1 | sort | uniq -d)" = '' ] && [ -s one.jsonl ] && cmp -s one one.text
holds $? 'each format that --to names looks otherwise'

# refused WHAT ADVICE FILE OPTION...: status 1, told with what helps, nothing comes out, -i leaves it.
refused()
{
	what=$1 advice=$2 file=$3
	shift 3
	"$ghirbal" "$@" "$file" >got 2>messages
	is 1 $? "$what: status 1"
	grep -qF -e "$advice" messages && [ "$(wc -l <messages)" = 1 ] && [ ! -s got ]
	holds $? 'told with what to type, and nothing of it comes out'
	cp "$file" before
	"$ghirbal" -i "$@" "$file" 2>messages
	is 1 $? '-i too'
	same before "$file" 'and leaves it'
	"$ghirbal" "$@" <"$file" >got 2>messages
	"$ghirbal" "$@" --force "$file" >got 2>messages
	[ -s got ]
	holds $? '--force cleans it all the same'
}

printf '[\n  {"text": "نص"},\n  {"text": "نص"}\n]\n' >array.json
printf '[{"text": "نص"},\n{"text": "نص"}]\n' >rows.json
printf '[{"text":"نص"},{"text":"نص"}]' >one.json
{ printf '["'; head -c 9000 /dev/zero | tr '\0' x; printf '"]'; } >long.json
for file in array rows one long; do
	refused "an array ($file)" "jq -c '.[]'" $file.json
done
printf '{\n  "text": "نص",\n  "id": 1\n}\n' >pretty.json
printf '{"text": "نص",\n "id": 1}\n{"text": "نص",\n "id": 1}\n' >folded.json
refused 'an object over many lines' 'jq -c .' pretty.json
refused 'several of them' 'jq -c .' folded.json
cp array.json array.jsonl
refused 'an array called .jsonl' "jq -c '.[]'" array.jsonl
refused 'an array under --from=jsonl' "jq -c '.[]'" array.json --from=jsonl
for bad in '{"text":"cut' '{"text":"a"} x' '{' '{"text"' ; do
	printf '%s\n{"text":"الحمـــدُ"}\n' "$bad" >bad.jsonl
	[ "$bad" = '{' ] && continue
	"$ghirbal" -q bad.jsonl >got
	is "0 $bad" "$? $(head -n 1 got)" "a bad first line ($bad) is one bad line"
done
printf '["الحمـــدُ"]\n["كتاب"]\n' >tuples.jsonl
is '["الحمد"]' "$("$ghirbal" --field=/0 tuples.jsonl | head -n 1)" 'lines of arrays are JSON Lines'

printf '<!DOCTYPE html>\n<html><body><p>نص</p></body></html>\n' >page.html
printf '\357\273\277<?xml version="1.0"?>\n<!-- saved -->\n<HTML lang=ar>\n<head><title>x</title></head>\n' >saved.txt
refused 'HTML' 'lynx -dump' page.html
refused 'HTML behind a comment' 'lynx -dump' saved.txt
"$ghirbal" <page.html >got 2>messages
is 1 $? 'HTML on standard input: status 1'
printf '<html> هو الوسم الأول في كل صفحة، ويليه <head> في الغالب.\n' >prose.txt
"$ghirbal" prose.txt >got
is 0 $? 'a page about a tag is text'
same prose.txt got 'and stays'
finish
