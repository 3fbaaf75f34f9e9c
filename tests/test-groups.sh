#!/bin/sh
# SPDX-License-Identifier: MIT
# --keep=GROUP keeps every line that is told under the group and changes nothing else; --strip=GROUP
# takes nothing but what is told under it.  On every fixture and labelled page, for every group.
set -eu
src=${srcdir:-.}
shared=${SHARED:-$src/../shared}
ghirbal=${GHIRBAL:-./ghirbal}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail=0

complain()
{
	echo "$*"
	fail=1
}

set -- "$src"/fixtures/*/page.txt "$src"/tests/devset/docs/*.txt "$src"/tests/holdout/docs/*.txt
if [ -d "$shared/gold/docs" ]; then
	set -- "$@" "$shared"/gold/docs/*.txt
else
	echo 'skipped: the pages of gold, which are not here'
fi

# explain FILE OPTION: page, line, verdict, group and address of all that goes from all pages
pages=$*
explain()
{
	out=$1
	shift
	# shellcheck disable=SC2086 # no page has a blank in its name
	"$ghirbal" --quiet --explain "$@" $pages | cut -f 1,3-6 >"$out" || :
}

explain "$tmp/all" --level=standard
[ "$(wc -l <"$tmp/all")" -gt 500 ] || complain 'hardly anything is told'
# What a site memory takes is told under "site", and there is none here.
groups=$(sed -n 's/^GH_GROUP([A-Z]*, "\([^"]*\)".*/\1/p' "$src/src/lib/rules/groups.def" | grep -vx site)
for group in $groups; do
	awk -F'\t' -v group="$group" '$4 == group { print $1 "\t" $2 }' "$tmp/all" | sort -u >"$tmp/lines"
	[ -s "$tmp/lines" ] || complain "$group: no line is told under it, so nothing is tested"
	awk -F'\t' 'NR == FNR { told[$0] = 1; next } !(($1 "\t" $2) in told)' "$tmp/lines" "$tmp/all" >"$tmp/want"
	explain "$tmp/got" --keep="$group"
	# Spans cut out of a line before one of the group was found are told, and are no lines of the group.
	awk -F'\t' 'NR == FNR { told[$0] = 1; next } !($3 == "cut" && ($1 "\t" $2) in told)' \
		"$tmp/lines" "$tmp/got" >"$tmp/kept"
	cmp -s "$tmp/want" "$tmp/kept" ||
		complain "--keep=$group: $(diff "$tmp/want" "$tmp/kept" | grep -c '^[<>]') removals differ"
	awk -F'\t' -v group="$group" '$4 == group' "$tmp/got" | grep . &&
		complain "--keep=$group took lines of the group"
	explain "$tmp/got" --strip="$group"
	awk -F'\t' -v group="$group" '$4 != group' "$tmp/got" | grep . &&
		complain "--strip=$group took lines of other groups"
	awk 'NR == FNR { told[$0] = 1; next } !($0 in told)' "$tmp/all" "$tmp/got" | grep . &&
		complain "--strip=$group took what is not taken otherwise"
	# A line of which spans of two groups go stays whole if one of them is off.
	awk -F'\t' '{ n[$1 "\t" $2]++; row[NR] = $0; line[NR] = $1 "\t" $2 } END {
		for (i = 1; i <= NR; i++) if (n[line[i]] == 1) print row[i] }' "$tmp/all" |
		awk -F'\t' -v group="$group" '$4 == group' >"$tmp/want"
	awk 'NR == FNR { told[$0] = 1; next } !($0 in told)' "$tmp/got" "$tmp/want" | grep . &&
		complain "--strip=$group left lines of the group"
done
exit $fail
