#!/bin/sh
# SPDX-License-Identifier: MIT
# golden.sh PAGE: cleans a fixture's page.txt and compares with want.txt and dropped.tsv beside it.
# dropped.tsv has one line a removal: line number, "drop" or "cut", and the group; groups that an
# editor could defend alike are parted by |, and * stands for any.  The group is compared where a rule
# decided; what the judge takes for its shape and place goes by the groups around it.
set -eu
page=$1
dir=${page%/*}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: "${GHIRBAL:=./ghirbal}"
fail=0

"$GHIRBAL" --normalize=none "$page" >"$work/got"
if ! cmp -s "$dir/want.txt" "$work/got"; then
	echo "$dir: what comes out (+) is not what should (-):"
	diff -u "$dir/want.txt" "$work/got" | tail -n +3
	fail=1
fi

"$GHIRBAL" --normalize=none --explain "$page" >"$work/explained"
awk -F '\t' '
	FNR == NR { want[$1 "\t" $2] = $3; next }
	{
		key = $3 "\t" $4
		if (!(key in want))
			printf "line %s: %s by %s (%s) is not asked for\n", $3, $4, $6, $5
		else if ($6 ~ /:[0-9]+$/ && want[key] != "*" && index("|" want[key] "|", "|" $5 "|") == 0)
			printf "line %s: group %s, not %s\n", $3, $5, want[key]
		told[key] = 1
	}
	END { for (key in want) if (!(key in told)) print "line " key " is not told of" }
' "$dir/dropped.tsv" "$work/explained" >"$work/wrong"
if [ -s "$work/wrong" ]; then
	sed "s|^|$dir: |" "$work/wrong"
	fail=1
fi
exit $fail
