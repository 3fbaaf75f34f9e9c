#!/bin/sh
# SPDX-License-Identifier: MIT
# The judge over whole documents: many articles in one file, levels, cleaning twice, and its reasons.
set -eu
src=${srcdir:-.}
ghirbal=${GHIRBAL:-./ghirbal}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail=0

complain()
{
	echo "$*"
	fail=1
}

# Fifty articles of four paragraphs; with "between", what ends an article stands under each.
articles()
{
	awk -v between="$1" 'BEGIN {
		for (i = 1; i <= 50; i++) {
			print "البلدية تبدأ أعمال الطريق رقم " i " في الحي الشمالي"
			for (k = 1; k <= 4; k++)
				print "وقال رئيس البلدية في الاجتماع رقم " i " إن الفقرة " k " من الخطة ستنفذ قبل نهاية العام، وإن السكان الذين يقيمون قرب الطريق سيحصلون على تعويض عن الأضرار التي لحقت بهم."
			if (between) {
				print "المصدر: وكالات"
				print "كلمات دلالية: سياسة اقتصاد رياضة محليات"
				print "التعليقات (0)"
				print "إقرأ أيضاً:"
			}
		}
	}'
}

for between in 0 1; do
	articles $between >"$tmp/in"
	grep -E '^(البلدية|وقال)' "$tmp/in" >"$tmp/want"
	"$ghirbal" --normalize=none "$tmp/in" | grep -E '^(البلدية|وقال)' >"$tmp/got" || :
	lost=$(diff "$tmp/want" "$tmp/got" | grep -c '^<' || :)
	# One headline may go with the "read also" above it; no paragraph may.
	[ "$lost" -le $((between * 50)) ] || complain "fifty articles, chrome between: $between: $lost lines lost"
	paragraphs=$(grep -c '^وقال' "$tmp/got" || :)
	[ "$paragraphs" -eq 200 ] || complain "fifty articles, chrome between: $between: $paragraphs of 200 paragraphs left"
done

size()
{
	"$ghirbal" --normalize=none --level="$1" "$2" | wc -c
}

for page in "$src"/tests/devset/docs/*.txt; do
	light=$(size light "$page")
	standard=$(size standard "$page")
	strict=$(size strict "$page")
	[ "$light" -ge "$standard" ] && [ "$standard" -ge "$strict" ] ||
		complain "$page: light leaves $light bytes, standard $standard, strict $strict"
	"$ghirbal" --normalize=none "$page" >"$tmp/once"
	"$ghirbal" --normalize=none "$tmp/once" >"$tmp/twice"
	cmp -s "$tmp/once" "$tmp/twice" || complain "$page: cleaning twice is not cleaning once"
done

"$ghirbal" --explain "$src"/tests/devset/docs/*.txt >"$tmp/explained"
sed -n '/^.\* by score/,$s/^GH_REASON([A-Z]*, "\([^"]*\)".*/\1/p' "$src/src/lib/judge/reasons.def" >"$tmp/reasons"
awk -F'\t' 'NR == FNR { reason[$1] = 1; next } $6 in reason' "$tmp/reasons" "$tmp/explained" >"$tmp/scored"
scored=$(wc -l <"$tmp/scored")
worded=$(awk -F'\t' '$7 != ""' "$tmp/scored" | wc -l)
grep -qx menu "$tmp/reasons" || complain 'reasons.def cannot be read'
[ "$scored" -gt 0 ] && [ "$scored" -eq "$worded" ] || complain "of $scored lines that the score took, $worded say why"
exit $fail
