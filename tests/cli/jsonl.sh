#!/bin/sh
# SPDX-License-Identifier: MIT
# JSON Lines: only the named string changes, and only if it must.
. "${srcdir:-.}/tests/cli/tap.sh"

# cleans WHAT LINE [WANTED [OPTION...]]: the line comes out as wanted, or as it went in.
cleans()
{
	what=$1 line=$2 wanted=${3:-$2}
	shift 2
	[ $# = 0 ] || shift
	printf '%s\n' "$wanted" >want
	printf '%s\n' "$line" | "$ghirbal" --from=jsonl "$@" >got 2>messages
	same want got "$what"
}

cleans 'an unchanged string leaves the line alone, odd spelling and all' \
	'{ "id" : 1.0 ,"big":123456789012345678901234567890, "text" : "\u0646ص\/<\u003c" ,"e":1e400,"k\u0000":[ ]} 	'
cleans 'duplicates are all cleaned, other members are not' \
	'{"a":"الحمـــدُ","text":"الحمـــدُ","text":"الحمـــدُ"}' '{"a":"الحمـــدُ","text":"الحمد","text":"الحمد"}'
cleans 'a key may be escaped' '{"t\u0065xt":"الحمـــدُ"}' '{"t\u0065xt":"الحمد"}'
cleans 'what was raw stays raw' '{"text":"الحمـــدُ\n\ud83d\ude00"}' '{"text":"الحمد\n😀"}'
cleans 'what was escaped stays escaped, in the same case' \
	'{"text":"\u0627\u0644\u062D\u0645\u0640\u0640\u062F\u064f \uD83D\uDE00 \/ \u003c<"}' \
	'{"text":"\u0627\u0644\u062D\u0645\u062F \uD83D\uDE00 \/ \u003C\u003C"}'
cleans 'a lone surrogate survives' '{"text":"الحمـــدُ \ud83d \udc00\ud83d."}' '{"text":"الحمد \ud83d \udc00\ud83d."}'
cleans 'beside private characters too' '{"text":"الحمـــدُ \udbc0 󰀀\udb80\udc01."}' '{"text":"الحمد \udbc0 󰀀󰀁."}'
cleans 'and beside bytes that become one when a mark between them goes' \
	"$(printf '{"text":"\363\342\200\217\260\200\200 \\ud800"}')" "$(printf '{"text":"\363\260\200\200 \\ud800"}')" --invalid=keep
cleans 'and behind a byte that is none' "$(printf '{"text":"\363\\ud834\\ude1d\\ude00 الحمـــدُ"}')" \
	"$(printf '{"text":"\363\360\235\210\235\\ude00 الحمد"}')" --invalid=keep
cleans 'NUL and what ends a line for some reader stay escaped' \
	'{"text":"الحمـــدُ\u0000\u2028x\u000bx\fx\u0085x\rx"}' '{"text":"الحمـــد\u0000\u2028x\u000bx\fx\u0085x\rx"}' \
	--normalize=none,+tashkeel
cleans 'and are escaped where they were not' \
	"$(printf '{"text":"الحمدُ\342\200\250x\302\205x"}')" '{"text":"الحمد\u2028x\u0085x"}' --normalize=none,+tashkeel
cleans 'an empty string is one' '{"text":""}'
cleans 'a member of another type is left alone' '{"text":["الحمـــدُ"]}'
cleans 'an object inside has its own members' '{"a":{"text":"الحمـــدُ"}}'
cleans 'what is not JSON passes through' '{"text":"الحمـــدُ"'
cleans 'so does a raw tab' "$(printf '{"text":"الحمـــدُ\t"}')"
cleans 'and an empty line' ''
cleans 'NaN is what Python writes' '{"n":NaN,"text":"الحمـــدُ","m":-Infinity}' '{"n":NaN,"text":"الحمد","m":-Infinity}'
cleans 'a mark before the first line is not JSON'"'"'s fault' \
	"$(printf '\357\273\277{"text":"الحمـــدُ"}')" "$(printf '\357\273\277{"text":"الحمد"}')"
cleans 'nor is one before a later line' "$(printf '{"a":1}\n\357\273\277{"text":"الحمـــدُ"}')" \
	"$(printf '{"a":1}\n\357\273\277{"text":"الحمد"}')"
deep=$(printf '%02000d' 0)
cleans 'nesting may be deep' "{\"a\":$(echo "$deep" | tr 0 '[')$(echo "$deep" | tr 0 ']'),\"text\":\"الحمـــدُ\"}" \
	"{\"a\":$(echo "$deep" | tr 0 '[')$(echo "$deep" | tr 0 ']'),\"text\":\"الحمد\"}"
is '' "$(cat messages)" 'and is JSON'
cleans 'but must close as it opens' "{\"a\":$(echo "$deep" | tr 0 '[')$(echo "$deep" | tr 0 '}'),\"text\":\"الحمـــدُ\"}"
printf '\357\273\277{"text":"a"}\n \t\n\357\273\277{"text":"b"}\r\n\r\n\n' >joined.jsonl
"$ghirbal" --strict joined.jsonl >got 2>messages
is 0 $? 'blank lines, an empty last one and marks of joined files are nothing bad'
is '' "$(cat messages)" 'and nothing is told of them'
same joined.jsonl got 'and they stay'
printf '{"text":"a"}\n{"text":"b\\ud83d"}\n{"text":"c\\ud83d\\ude00"}\n' >half.jsonl
for option in --strict --invalid=fail; do
	"$ghirbal" $option half.jsonl >got 2>messages
	is 1 $? "half of a surrogate pair: status 1 under $option"
	is 'ghirbal: half.jsonl:2: half of a surrogate pair' "$(cat messages)" 'and it is told'
	is '{"text":"a"}' "$(cat got)" 'what came before it is written'
done
"$ghirbal" half.jsonl >got 2>messages
is 0 $? 'without them: status 0'
same half.jsonl got 'it stays'
is 'ghirbal: half.jsonl:2: half of a surrogate pair' "$(cat messages)" 'and is told'
"$ghirbal" -q --to=text half.jsonl >got
printf 'a\n\fb\357\277\275\n\fc😀\n\f' >want
same want got 'in plain text U+FFFD stands for it'
cleans '--field=NAME' '{"text":"الحمـــدُ","body":"الحمـــدُ"}' '{"text":"الحمـــدُ","body":"الحمد"}' --field=body
cleans '--field twice' '{"text":"الحمـــدُ","body":"الحمـــدُ"}' '{"text":"الحمد","body":"الحمد"}' --field=body --field=text
cleans '--field=/POINTER' '{"a/b":[1,{"~":"الحمـــدُ"}],"b":"الحمـــدُ"}' '{"a/b":[1,{"~":"الحمد"}],"b":"الحمـــدُ"}' \
	--field=/a~1b/1/~0
one='عاد الصيادون إلى البحر فجر السبت بعد شهرين من المنع.' two='وقال مديرهم إن القوارب خرجت كلها.' button='تابعونا على فيسبوك'
cleans '--field=/NAME/*: an array is one text, and keeps its length' \
	"{\"p\" : [ \"$one\" ,\"$button\", \"\",\"$two\\n$button\"],\"q\":[\"$button\"]}" \
	"{\"p\" : [ \"$one\" ,\"\", \"\",\"$two\\n\"],\"q\":[\"$button\"]}" '--field=/p/*'
cleans 'each string as it was written' \
	'{"p":["\u0646\u0635","\u062D\u0645\u064f","حُ\u003c\/","\/ن","\ud83d حُ","\n"]}' \
	'{"p":["\u0646\u0635","\u062D\u0645","ح\u003c\/","\/ن","\ud83d ح","\n"]}' '--field=/p/*'
cleans 'further inside, twice, beside others' \
	'{"a":[{"b":["حُ",""]}],"text":"حُ","a":[{"b":["حُ"]},{"b":["حُ"]}],"b":["حُ"]}' \
	'{"a":[{"b":["ح",""]}],"text":"ح","a":[{"b":["ح"]},{"b":["حُ"]}],"b":["حُ"]}' '--field=/a/0/b/*' --field=text
cleans 'an array with a null stays, and what else is named does not' '{"p":["حُ",null,{"t":"حُ"}],"text":"حُ"}' \
	'{"p":["حُ",null,{"t":"ح"}],"text":"ح"}' '--field=/p/*' --field=text --field=/p/2/t
is 'ghirbal: -:1: the array holds more than strings' "$(cat messages)" 'and is told'
cleans 'an array in it may be one by itself' '{"p":["حُ",["حُ","ن"],"حُ"]}' '{"p":["حُ",["ح","ن"],"حُ"]}' '--field=/p/*' '--field=/p/1/*'
cleans 'an object has a member by that name' '{"p":{"*":"حُ","x":"حُ"}}' '{"p":{"*":"ح","x":"حُ"}}' '--field=/p/*'
cleans 'a string is no array' '{"p":"حُ","q":["حُ"]}' '{"p":"حُ","q":["ح"]}' '--field=/p/*' '--field=/q/*'
is 'ghirbal: -:1: no such string' "$(printf '{"p":"x"}\n{"p":[]}\n' | "$ghirbal" --from=jsonl '--field=/p/*' 2>&1 >got)" 'and is told'
cleans 'a line may be one' '["حُ",""]' '["ح",""]' '--field=/*'
cleans '--drop-empty sees the whole array' "{\"p\":[\"\",\"$button\\n$button\"]}
{\"p\":[]}
{\"p\":[null]}
{\"p\":[\"$button\",\"$one\"]}" "{\"p\":[null]}
{\"p\":[\"\",\"$one\"]}" '--field=/p/*' --drop-empty
printf '{"p":["%s","%s","","%s"]}\n{"p":["a\\n","b\\n"]}\n' "$one" "$button" "$two" |
	"$ghirbal" --from=jsonl --to=text '--field=/p/*' >got
printf '%s\n\n%s\n\fa\nb\n\f' "$one" "$two" >want
same want got 'in plain text it is one document'
printf '{"p":["%s","%s",null]}\n{"p":[{}]}\n' "$one" "$button" >mixed.jsonl
"$ghirbal" '--field=/p/*' mixed.jsonl >got 2>messages
is 1 $? 'no array of strings in a whole file: status 1'
same mixed.jsonl got 'all comes out'
grep -q 'names; the members of one are: /p/\*$' messages
holds $? 'and the pointer that would take them is told'
"$ghirbal" --strict '--field=/p/*' mixed.jsonl >got 2>messages
is 1 $? '--strict does not stand an array that holds more than strings'
is '' "$(cat got)" 'and writes nothing from there on'
printf '{"id":5,"p":["%s","%s","\\n \\n%s","%s"]}\n' "$one" "$button" "$button" "$two" >told.jsonl
"$ghirbal" '--field=/p/*' --explain told.jsonl | cut -f 2-4,8 >got
printf '1\t2\tdrop\t%s\n1\t5\tdrop\t%s\n' "$button" "$button" >want
same want got '--explain counts lines in the whole text'
"$ghirbal" '--field=/p/*' --explain=json told.jsonl | sed 's/.*"document":1,//; s/"group.*"offset"/"offset"/' >got
cat >want <<END
"element":1,"line":2,"verdict":"drop","offset":111,"length":34,"text_offset":0,"text_length":34,"text":"$button","end":""}
"element":2,"line":5,"verdict":"drop","offset":153,"length":34,"text_offset":3,"text_length":34,"text":"$button","end":""}
END
same want got '--explain=json tells the element, and places in it'
printf '{"p":["%s\\n"," ","\\n%s","%s"]}\n' "$button" "$button" "$one" >blank.jsonl
"$ghirbal" '--field=/p/*' --explain=json blank.jsonl | sed 's/.*"element":\([0-9]*\),"line":\([0-9]*\),"verdict":"\([a-z]*\)".*/\1 \2 \3/' >got
printf '0 1 drop\n1 2 blank\n2 3 blank\n2 4 drop\n' >want
same want got 'blank lines that go with others are told one by one'
printf 'ghirbal 1\n[mine]\ncut ends اضغط هنا\n  ok وصل القطار. اضغط هنا\n' >cut.rules
cleans 'of a last line without an end what is not cut stays' "{\"p\":[\"$one\",\"$two اضغط هنا\"]}" \
	"{\"p\":[\"$one\",\"$two\"]}" '--field=/p/*' --rules=cut.rules
printf '{"p":["a","b\\ud83d","\\ude00"]}\n' | "$ghirbal" --from=jsonl --strict '--field=/p/*' >got 2>messages
is 1 $? '--strict does not stand half of a surrogate pair in an array'
is 'ghirbal: -:1: half of a surrogate pair' "$(cat messages)" 'which is told once'
"$ghirbal" '--field=/p/*' --mark told.jsonl | cut -c 1-3 >got
printf '== \n  ع\n- ت\n  \n   \n- ت\n  و\n' | cut -c 1-3 >want
same want got '--mark shows one page'
printf '{"url":"x.org","p":["%s","%s\\n%d"]}\n' "$one" "$button" 1 "$two" "$button" 2 >learned.jsonl
"$ghirbal" '--field=/p/*' --learn=p.mem learned.jsonl
is "x.org	2	$button" "$("$ghirbal" --show-memory p.mem | cut -f 1,2,4 | grep "$button")" '--learn learns its lines'
cleans 'a name may hold anything' '{"a/b c":"الحمـــدُ"}' '{"a/b c":"الحمد"}' '--field=a/b c'
printf '{"text":"  \\n"}\n{"text":"x"}\n{"text":"","b":""}\n{"b":""}\n' | "$ghirbal" --from=jsonl --drop-empty >got 2>messages
printf '{"text":"x"}\n{"b":""}\n' >want
same want got '--drop-empty takes records of which nothing is left, and no others'
printf '{"text":"a"}\r\n{"text":"b"}' >want
"$ghirbal" --from=jsonl <want >got
same want got 'CRLF stays, and a last line without an end gets none'
printf '{"text":"a"}\r\n{"text":"b"}\n{"text":"a"}\r\n{"text":"b"}' >want
printf '{"text":"a"}\r\n{"text":"b"}' >twice.jsonl
"$ghirbal" twice.jsonl twice.jsonl >got
same want got 'but two files do not share a line'
cp twice.jsonl twice.ndjson
"$ghirbal" --check twice.ndjson
is 0 $? '.ndjson is JSON Lines'
printf '{"text":"الحمـــدُ"}\n{"text":"%0100d"}\n{"text":"الحمـــدُ"}\n' 7 >long.jsonl
printf '{"text":"الحمد"}\n{"text":"%0100d"}\n{"text":"الحمد"}\n' 7 >want
"$ghirbal" --max-document=64 long.jsonl >got 2>messages
same want got 'a line longer than --max-document passes through'
is 'ghirbal: long.jsonl:2: longer than --max-document' "$(cat messages)" 'and is told'
"$ghirbal" --max-document=64 --strict long.jsonl >got 2>messages
is 1 $? 'which --strict does not stand'

printf '{"id":1,"content":"الحمـــدُ","\\u0646ص":{"text":"الحمـــدُ"}}\n{"id":2,"content":""}\n' >named.jsonl
for jobs in 1 3; do
	"$ghirbal" -q -j $jobs -o none.out named.jsonl half.jsonl named.jsonl missing 2>messages
	is 1 $? "--field that no record of a file has, $jobs threads: status 1"
	is 2 "$(grep -c 'named.jsonl: no record has a string that --field names; the members of one are: id, content, ' messages)" \
		'told of that file, with the members that were there'
	is 1 "$(sed -n '$p' messages | grep -c missing)" 'in the order of the files'
	[ ! -e none.out ]
	holds $? 'and no output that looks complete'
done
is 0 "$("$ghirbal" -q --field=content named.jsonl >got; echo $?)" 'a name that they have is well'
cp named.jsonl kept.jsonl
"$ghirbal" -qi kept.jsonl 2>messages
is 1 $? '-i tells of it too'
same named.jsonl kept.jsonl 'and leaves the file'
printf '["x",1]\n' | "$ghirbal" -q --from=jsonl >got 2>messages
grep -q 'are: none' messages
holds $? 'no object has none'

if command -v python3 >/dev/null; then
	python3 "$src/tests/cli/hostile.py" make "${SEED:-7}" "${COUNT:-5000}" "${MEGABYTES:-17}" >hostile.jsonl
	"$ghirbal" -q hostile.jsonl >got
	is 0 $? 'hostile records: status 0'
	python3 "$src/tests/cli/hostile.py" check "$ghirbal" hostile.jsonl got
	holds $? 'and every byte outside the string is the same, by another reader'
else
	echo '# skipped: python3 is not here'
fi
finish
