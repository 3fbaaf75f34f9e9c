#!/bin/sh
# SPDX-License-Identifier: MIT
# The judge, case by case: each file of tests/cases says in prose what it shows, then
#
#     @ EVIDENCE: LINES                       the lines, or none, and no others, that have this row of weights.def
#     keep|drop|cut  GROUP  REASON  TEXT      a line of the page and what becomes of it; "rule" for any rule
#
# Every reason of reasons.def and every row of weights.def beyond half a point must have its case, but
# for those of a site memory, which a single page has not (tests/test-memory.c).
set -eu
src=${srcdir:-.}
ghirbal=${GHIRBAL:-./ghirbal}
evidence=${EVIDENCE:-tools/evidence}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail=0

complain()
{
	echo "$*"
	fail=1
}

"$evidence" -n >"$tmp/rows"
: >"$tmp/empty"
"$evidence" "$src"/rules/*.rules -- "$tmp/empty" || complain "no evidence of a page without lines"
for case in "$src"/tests/cases/*.case; do
	name=$(basename "$case" .case)
	grep -v '^[#@] ' "$case" >"$tmp/lines"
	cut -f 4- "$tmp/lines" >"$tmp/page"
	awk -F'\t' '$1 != "keep" { print NR "\t" $1 "\t" $2 "\t" $3 }' "$tmp/lines" >"$tmp/want"
	"$ghirbal" --quiet --explain "$tmp/page" |
		awk -F'\t' '{ print $3 "\t" $4 "\t" $5 "\t" ($6 ~ /\.rules:[0-9]+$/ ? "rule" : $6) }' >"$tmp/got"
	diff "$tmp/want" "$tmp/got" >"$tmp/diff" || complain "$name: what is wanted and what came: $(cat "$tmp/diff")"
	"$evidence" "$src"/rules/*.rules -- "$tmp/page" >"$tmp/values"
	cat "$tmp/values" >>"$tmp/all"
	sed -n 's/^@ \(.*\):\(.*\)/\1\2/p' "$case" | while read -r row lines; do
		got=$(awk -F'\t' -v row="$row" 'NR == FNR { if ($1 == row) at = FNR; next }
			at && $(at + 3) != 0 { printf "%s ", $2 }' "$tmp/rows" "$tmp/values")
		[ "${got:-none }" = "$lines " ] || echo "$name: $row: lines ${got:-none }instead of $lines"
	done >"$tmp/wrong"
	[ ! -s "$tmp/wrong" ] || complain "$(cat "$tmp/wrong")"
done

# A row that is 0 on every line of every page is one whose value was forgotten; a single page has no memory.
"$evidence" "$src"/rules/*.rules -- "$src"/tests/devset/docs/*.txt "$src"/tests/holdout/docs/*.txt >>"$tmp/all"
awk -F'\t' 'NR == FNR { name[FNR] = $1; next }
	{ for (at in name) if ($(at + 3) != 0) seen[at] = 1 }
	END { for (at in name) if (!(at in seen) && name[at] != "RECURS" && name[at] != "NEW") print name[at] }' \
	"$tmp/rows" "$tmp/all" >"$tmp/dead"
[ ! -s "$tmp/dead" ] || complain "evidence that no line of any page has: $(tr '\n' ' ' <"$tmp/dead")"

# trait.c fills an array that ends at GH_SHAPE_EVIDENCE: its rows stand before that, and no others do.
last=$(sed -n 's/.*GH_SHAPE_EVIDENCE = GH_E_\([A-Z_]*\) + 1.*/\1/p' "$src/src/lib/judge/weights.h")
sed -n "1,/^GH_WEIGHT($last,/s/^GH_WEIGHT(\([A-Z_]*\),.*/\1/p" "$src/src/lib/judge/weights.def" | LC_ALL=C sort >"$tmp/shape"
sed -n 's/.*v\[GH_E_\([A-Z_]*\)\] = .*/\1/p' "$src/src/lib/judge/trait.c" | LC_ALL=C sort -u >"$tmp/traits"
LC_ALL=C comm -13 "$tmp/shape" "$tmp/traits" >"$tmp/late"
[ ! -s "$tmp/late" ] || complain "weights.def: set in trait.c, but below $last: $(tr '\n' ' ' <"$tmp/late")"
LC_ALL=C comm -23 "$tmp/shape" "$tmp/traits" >"$tmp/unset"
[ ! -s "$tmp/unset" ] || complain "weights.def: not set in trait.c, but not below $last: $(tr '\n' ' ' <"$tmp/unset")"

cut -f 3 "$src"/tests/cases/*.case >"$tmp/reasons"
printf '%s\n' site-memory on-many-pages >>"$tmp/reasons"
for reason in $(sed -n 's/^GH_REASON([A-Z_]*, "\([^"]*\)".*/\1/p' "$src/src/lib/judge/reasons.def"); do
	grep -qx "$reason" "$tmp/reasons" || complain "no case has a line that goes for: $reason"
done
for row in $(sed -n 's/^GH_WEIGHT(\([A-Z_]*\), -\{0,1\}\([0-9]*\),.*/\1 \2/p' "$src/src/lib/judge/weights.def" |
	awk '$2 > 50 && $1 != "BIAS" && $1 != "RECURS" { print $1 }'); do
	grep -q "^@ $row: [0-9]" "$src"/tests/cases/*.case || complain "no case has evidence: $row"
done
exit $fail
