#!/bin/sh
# SPDX-License-Identifier: MIT
# What hostile rules and text may cost: each run is given the seconds that an honest one takes many
# times over, which is no measure but a guard against growth out of proportion.
. "${srcdir:-.}/tests/cli/tap.sh"

# ends WHAT ARGUMENT...: the command ends well in a minute of processor time, whatever else runs; under
# sanitizers it takes five times as long.
ends()
{
	what=$1
	shift
	(ulimit -t 60 && exec "$ghirbal" "$@") >out 2>err
	holds $? "$what"
}

printf 'ghirbal 1\n[mine]\ndrop match ^(a+)+$\n' >greedy.rules
awk 'BEGIN { for (i = 0; i < 2000; i++) print "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" }' >greedy
ends "a pattern that doubles its steps with each letter costs no page more than its bytes" \
	--no-default-rules --rules=greedy.rules --stats=stats greedy
grep -q 'took too many steps' err
holds $? "and is told of"
grep -q '"patterns_given_up": 2000' stats
holds $? "and counted: once for each line"

# Numbers are all one to the fold, so the rules are told apart by letters.
letters='ابتجدرسعفق'
awk 'BEGIN {
	print "ghirbal 1"; print "[mine]"
	for (i = 0; i < 50000; i++) printf "drop match ^\\s*بند%05d من القائمة\\s*$\n", i
}' | sed 'y/0123456789/'$letters'/; 1s/.*/ghirbal 1/' >many.rules
{
	cat "$src"/fixtures/*/page.txt "$src"/tests/devset/docs/*.txt
	echo 'بندجققفق من القائمة'
} >pages
ends "fifty thousand patterns cost a page no more than a few" --rules=many.rules pages
! grep -q 'بندجققفق' out
holds $? "and each still matches"

# hostile COUNT: so many texts, each with slots that hold one another seven deep, that begin at any word.
hostile()
{
	echo 'ghirbal 1'
	echo '[mine]'
	echo 'slot a words 1-12'
	for pair in ab bc cd de ef fg; do
		echo "slot ${pair#?} {${pair%?}} | {${pair%?}} {${pair%?}}"
	done
	awk -v rules="$1" 'BEGIN {
		for (i = 1; i <= rules; i++) {
			printf "cut has"
			for (j = 0; j < i; j++) printf " ا"
			print " {g} خاتمة"
		}
		printf "cut has ا ا"
		for (i = 0; i < 50; i++) printf " {a}"
		print " نهاية"
	}'
}

# letters COUNT: a line of so many words of one letter.
letters()
{
	awk -v count="$1" 'BEGIN { for (i = 1; i < count; i++) printf "ا "; print "ا" }'
}

# counted NAME: what --stats counted.
counted()
{
	sed -n 's/.*"'"$1"'": \([0-9]*\).*/\1/p' stats
}

hostile 1 >nested.rules
hostile 40 >hostile.rules
letters 1000000 >million
ends "slots nested in slots cost a line of a million words no more than its bytes" \
	--no-default-rules --rules=hostile.rules --stats=stats million
cmp -s million out
holds $? "which then matches none of their texts"
grep -q 'took too many steps' err
holds $? "and is told of"
is 1 "$(counted patterns_given_up)" "and counted once"
{
	letters 30
	printf 'الصفحة ا خبر قصير عن المطر في الجنوب خاتمة تبقى هنا\n'
} >short
"$ghirbal" --no-default-rules --rules=hostile.rules --stats=stats short >out
tail -n 1 out | grep -qx 'الصفحة تبقى هنا'
holds $? "a line as people write them is matched"
is 0 "$(counted patterns_given_up)" "and never given up, nor one of thirty words of one letter"
letters 20000 >many
"$ghirbal" --no-default-rules --rules=nested.rules --stats=stats many >out
is 0 "$(counted patterns_given_up)" "one such rule is tried to the end at each word of a long line"

# instructions RULES: what a line of some thousand words costs under so many rules.
instructions()
{
	hostile "$1" >counted.rules
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$ghirbal" --no-default-rules \
		--rules=counted.rules few 2>&1 >/dev/null |
		sed -n 's/.*Collected : //p'
}

if command -v valgrind >/dev/null 2>&1; then
	letters 3000 >few
	one=$(instructions 16)
	more=$(instructions 48)
	echo "# $one instructions with 16 rules, $more with 48"
	[ "$one" -gt 0 ] && [ $((2 * more)) -lt $((3 * one)) ]
	holds $? "three times the rules do not take half as much again on a line that is given up"
else
	echo "# skipped: no valgrind to count instructions with"
fi

finish
