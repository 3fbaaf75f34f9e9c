#!/bin/sh
# SPDX-License-Identifier: MIT
# For authors of rules: every mistake of a file, the review of a set, a set against clean text, its list.
. "${srcdir:-.}/tests/cli/tap.sh"

cat >wrong.rules <<'END'
ghirbal 1
[share
slot n digit{
drop lin المزيد
  ok المزيد
drop line {n} مشاركة
cut line كذا
hint line {m} كذا
END
"$ghirbal" --check-rules --no-default-rules wrong.rules >got 2>errors
is 2 $? 'a file with mistakes: status 2'
is '2 3 4 7 8' "$(sed 's/.*wrong.rules:\([0-9]*\):.*/\1/' errors | tr '\n' ' ' | sed 's/ $//')" \
	'every mistake is told once, and what hangs on it is not'
printf 'drop line كذا وكذا\n[house\n' >first.rules
"$ghirbal" --rules=first.rules </dev/null 2>errors
is 2 "$(grep -c first.rules errors)" 'of a missing first line one mistake is told, and what stands below is read'
printf 'ghirbal 1\nhint match (\ndrop match )\n' >patterns.rules
"$ghirbal" --rules=patterns.rules </dev/null 2>errors
is 2 $? 'wrong patterns: status 2'
is 2 "$(grep -c 'the pattern is wrong' errors)" 'and each is told'

# found RULES...: what --check-rules says of them, without addresses.
found()
{
	{ echo 'ghirbal 1'; printf '%s\n' "$@"; } >odd.rules
	"$ghirbal" --check-rules --no-default-rules odd.rules | sed 's/^odd.rules://; s/: [^:]*$//'
}

is '' "$(found 'drop line اقرأ المزيد')" 'a whole line needs no example'
is '3: warning: the example only repeats the rule' "$(found 'drop line اقرأ المزيد' ' ok إقرأ المزيد')" \
	'spellings that are equal after the fold are no examples'
is '2: warning: the rule has no ok
2: warning: the rule leaves part of the line open and has no no' "$(found 'drop starts اقرأ المزيد')" \
	'a beginning needs both'
is '3: warning: another rule takes all that this takes (odd.rules:2)' \
	"$(found 'hint starts اقرأ' 'hint starts اقرأ المزيد' ' ok اقرأ المزيد من الأخبار' | grep another)" \
	'a longer beginning is idle'
is '3: warning: another rule takes all that this takes (odd.rules:2)' \
	"$(found 'drop line اقرأ المزيد' 'drop line إقرأ المزيد')" 'of two that are equal the later is idle'
is '' "$(found 'drop line اقرأ المزيد' 'head line اقرأ المزيد' '[nav]' 'drop line اقرأ المزيد')" \
	'but not with another verb or group'
is '3: warning: a keep rule holds what this takes (odd.rules:2)' "$(found 'keep line المقادير' 'drop line المقادير')" \
	'keep against drop'
is '2: the pattern takes ordinary prose' "$(found 'drop match .*' ' ok كذا' ' no ///' | grep prose)" 'a pattern that takes all'
is '' "$(found 'hint match ^شُكرًا لأسامة ' ' ok شكرا لاسامه من قلبي')" 'a pattern stands for all spellings'
is '2: warning: the pattern is tried on every line; starts, ends or has below it would say on which' \
	"$(found 'hint match ^(خبر|نبأ) عاجل$' ' ok خبر عاجل' | grep tried)" 'a pattern that costs every line'
is '' "$(found 'hint match ^(خبر|نبأ) عاجل$' ' has عاجل | عاجلة' ' ok خبر عاجل')" 'a text below it says on which it is tried'
is '' "$(found 'hint match ^خبر عاجل\d?$' ' ok خبر عاجل' 'hint match ^[*=]+$' ' ok ***')" 'its first words do, and signs'
is '4: has none of the texts that stand below the pattern' \
	"$(found 'hint match ^(خبر|نبأ) عاجل$' ' has خبر' ' ok نبأ عاجل')" 'an example that the texts leave out'
is '2: warning: signs in the text are not compared' \
	"$(found 'hint starts خبر / مصدر' ' ok خبر مصدر هنا' | grep signs)" 'signs that the fold takes away'

cat >pair.rules <<'END'
ghirbal 1
drop starts انضم إلى قناتنا
  ok انضم إلى قناتنا على تلغرام
  no انضم إلى القناة عام 1996 مراسلا في لندن
drop starts انضم إلى القناة
  ok انضم إلى القناة الآن
  no انضم إلى القناة عشرون مراسلا جديدا في عام واحد.
END
"$ghirbal" --check-rules --no-default-rules pair.rules >got
is 1 $? 'a no that falls to another rule: status 1'
is 'pair.rules:4: goes from an article (pair.rules:5): انضم إلى القناة عام 1996 مراسلا في لندن' "$(cat got)" \
	'and is told with that rule'

cat >clean.txt <<'END'
وصل المراسل إلى المدينة المحاصرة فجر اليوم بعد رحلة استمرت ثلاثة أيام عبر الجبال.
انضم إلى القناة قبل عشرين عاما وعمل في ست حروب
وقال إن أصعب ما رآه كان عبور النهر ليلا مع عائلات تحمل أطفالها فوق الأكتاف.
END
"$ghirbal" --check-rules --no-default-rules --against=clean.txt pair.rules >got
is 1 $? '--against: status 1 when a rule takes a line'
is 'pair.rules:5: takes 1 of the text: drop starts انضم إلى القناة
    انضم إلى القناة قبل عشرين عاما وعمل في ست حروب' "$(tail -2 got)" 'the rule, how many, and which'
sed -i '2d' clean.txt
sed '5,7d; s/القناة عام/القناتين عام/' pair.rules >single.rules
is '' "$("$ghirbal" --check-rules --no-default-rules --against=clean.txt single.rules)" 'nothing when no rule takes any'
"$ghirbal" --check-rules --against=none.txt single.rules >got 2>&1
is 3 $? 'a text that is not there: status 3'

"$ghirbal" --list-rules=json --no-default-rules --rules=pair.rules >got
is '{"file":"pair.rules","line":2,"group":"other","verb":"drop","how":"starts","on":true,"text":"انضم إلى قناتنا"}' \
	"$(head -1 got)" '--list-rules=json'
"$ghirbal" --list-rules=tsv --no-default-rules --rules=pair.rules >got
is 'file	line	group	verb	how	on	text' "$(head -1 got)" '--list-rules=tsv has a head'
is 3 "$(wc -l <got | tr -d ' ')" 'and a row for each rule'
finish
