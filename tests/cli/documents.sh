#!/bin/sh
# SPDX-License-Identifier: MIT
# Where documents of plain text end, and that what ends them comes out again.
. "${srcdir:-.}/tests/cli/tap.sh"

# Two lines that stay and one that a rule of this test's own takes out.
cat >rules <<'END'
ghirbal 1
[house]
drop line هذا النص من أرشيفنا
END
clean() { "$ghirbal" --no-default-rules --rules=rules "$@"; }

printf 'فتحت المكتبة أبوابها اليوم.\nهذا النص من أرشيفنا\n\fوصل القطار في موعده.\nهذا النص من أرشيفنا\n' >pages
printf 'فتحت المكتبة أبوابها اليوم.\n\fوصل القطار في موعده.\n' >want
clean <pages >got
same want got 'a form feed ends a document and comes out'
is '1 2' "$(clean --explain <pages | cut -f 2 | tr '\n' ' ' | sed 's/ $//')" 'documents are numbered from 1'
printf 'نص بلا سطر أخير' >open
clean <open >got
same open got 'a last line without an end gets none'
clean open open >got
printf 'نص بلا سطر أخير\nنص بلا سطر أخير' >want
same want got 'but two files do not share a line'

tr '\f' '\0' <pages >nul
printf 'فتحت المكتبة أبوابها اليوم.\n\0وصل القطار في موعده.\n' >want
clean -z <nul >got
same want got '-z: NUL ends a document and comes out'
clean -z --drop-empty <nul >got
same want got '--drop-empty leaves documents alone that hold something'
printf 'هذا النص من أرشيفنا\n\0وصل القطار في موعده.\n\0' | clean -z --drop-empty >got
printf 'وصل القطار في موعده.\n\0' >want
same want got '--drop-empty takes the end of an empty document with it'
printf '{"text":"هذا النص من أرشيفنا"}\n{"text":"وصل القطار في موعده."}\n' | clean --from=jsonl --to=text --drop-empty >got
printf 'وصل القطار في موعده.\n\f' >want
same want got 'also out of JSON Lines'
printf 'هذا النص من أرشيفنا\n\0وصل القطار في موعده.\n\0' | clean -z | tr -dc '\0' | wc -c >got
is 2 "$(tr -d ' ' <got)" 'and without it both ends come out'

printf '\n\nفتحت المكتبة أبوابها اليوم.\nهذا النص من أرشيفنا\n\n\nوصل القطار في موعده.\n\n' >blank
printf '\n\nفتحت المكتبة أبوابها اليوم.\n\n\nوصل القطار في موعده.\n\n' >want
clean --document=blank <blank >got
same want got 'blank lines end documents and all come out'
is 1 "$(clean --document=blank --explain <blank | cut -f 2)" 'blank lines before the first document are none'
printf 'هذا النص من أرشيفنا\n\nهذا النص من أرشيفنا\n \n\nوصل القطار في موعده.\n' >blank
is 1,2 "$(clean --document=blank --explain <blank | cut -f 2 | paste -sd, -)" 'several blank lines end one document'
clean --document=blank --normalize=none <"$src/README.md" >got
same "$src/README.md" got 'text without anything to take out comes out as it went in'

printf 'فتحت المكتبة أبوابها اليوم.\nهذا النص من أرشيفنا\nوصل القطار.\n' >lines
clean --document=line <lines >got
printf 'فتحت المكتبة أبوابها اليوم.\n\nوصل القطار.\n' >want
same want got '--document=line: a line in, a line out'
clean --document=line --drop-empty <lines >got
printf 'فتحت المكتبة أبوابها اليوم.\nوصل القطار.\n' >want
same want got 'unless it is empty and --drop-empty says so'

clean --to=jsonl pages >got
printf '%s\n' '{"file":"pages","document":1,"text":"فتحت المكتبة أبوابها اليوم.\n"}' \
	'{"file":"pages","document":2,"text":"وصل القطار في موعده.\n"}' >want
same want got '--to=jsonl writes an object for each document'
clean --from=jsonl --to=text <got | tr '\f' '#' >back
printf 'فتحت المكتبة أبوابها اليوم.\n#وصل القطار في موعده.\n#' >want
same want back 'and --to=text turns them back'

# A document longer than what is held is judged in parts, but never lost, and the next one is whole.
{
	awk 'BEGIN { for (i = 0; i < 40000; i++) print "وصل القطار رقم " i " في موعده اليوم." }'
	printf '\f'
	cat pages
} >long
clean --normalize=none <long >one
clean --normalize=none -j 3 --max-document=64K long >parts 2>messages
same one parts 'a document longer than --max-document comes out the same when nothing in it goes'
grep -q 'long:1: .*judged in parts' messages
holds $? 'and is told'
finish
