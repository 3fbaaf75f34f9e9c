#!/bin/sh
# SPDX-License-Identifier: MIT
# What hostile rules and text may cost: each run is given the seconds that an honest one takes many
# times over, which is no measure but a guard against growth out of proportion.
. "${srcdir:-.}/tests/cli/tap.sh"

# ends WHAT ARGUMENT...: the command ends well in 20 seconds.
ends()
{
	what=$1
	shift
	timeout 20 "$ghirbal" "$@" >out 2>err
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

finish
