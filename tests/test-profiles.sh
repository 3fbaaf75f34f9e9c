#!/bin/sh
# SPDX-License-Identifier: MIT
# Every line of the tables under NORMALISATION in ghirbal(1) is true: the examples of each profile, the settings of
# each switch under it, and what each makes of the words that normalisers disagree on.
set -eu
src=${srcdir:-.}
page=$src/man/ghirbal.1
fail=0
lines=0

complain()
{
	echo "ghirbal(1): $*"
	fail=1
}

# normal LIST TEXT: the text under a list of switches
normal()
{
	printf '%s\n' "$2" | ./ghirbal --only-normalize "--normalize=$1"
}

# table TITLE: the lines of the table whose heading line begins with TITLE, plain text with tabs
table()
{
	awk -v title="$1" '
		$0 ~ "^" title "\t" { inside = 1; next }
		/^\.TE/ { inside = 0 }
		/\tT\{$/ { row = substr($0, 1, length($0) - 2); next }
		row != "" && /^T\}/ { $0 = row substr($0, 3); row = "" }
		row != "" { if ($0 !~ /^\./) row = row $0; next }
		inside && $0 != "_" { gsub(/\\-/, "-"); gsub(/\\\(en/, "-"); print }' "$page"
}

tab=$(printf '\t')
table profile > profiles.$$
table switch > settings.$$
table 'as it came' > words.$$
trap 'rm -f profiles.$$ settings.$$ words.$$ known.$$ told.$$' EXIT

while IFS=$tab read -r profile _ example; do
	lines=$((lines + 1))
	case $example in
	*' stays') in=${example% stays}; out=$in ;;
	*' becomes '*) in=${example%% becomes *}; out=${example##* becomes } ;;
	*) complain "no example for $profile"; continue ;;
	esac
	got=$(normal "$profile" "$in")
	[ "$got" = "$out" ] || complain "$profile makes '$got' of '$in', not '$out'"
done < profiles.$$

# Settings: each name of a line has those that the program knows; every switch but the classes of tashkeel is there.
./ghirbal --list-normalize | sed 1d > known.$$
while IFS=$tab read -r names none light standard search plus; do
	for name in $names; do
		lines=$((lines + 1))
		echo "$name" >> told.$$
		got=$(grep "^$name$tab" known.$$ | cut -f 2-5 | tr '\t' ' ')
		[ "$got" = "$none $light $standard $search" ] || complain "$name is set to '$got'"
		[ -n "$plus" ] || continue
		[ "$(normal "none,+$name" 'ﷲ ٰا ـا ١ ﷺ')" = "$(normal "none,$name=$plus" 'ﷲ ٰا ـا ١ ﷺ')" ] ||
			complain "+$name is not $name=$plus"
	done
done < settings.$$
for name in $(cut -f 1 known.$$); do
	case $name in
	harakat | tanwin | sukun | shadda | madda | quran | honorific-marks) continue ;;
	esac
	grep -qx "$name" told.$$ || complain "$name is not in the table"
done

while IFS=$tab read -r in light standard search; do
	lines=$((lines + 1))
	for profile in light standard search; do
		eval "out=\$$profile"
		got=$(normal "$profile" "$in")
		[ "$got" = "$out" ] || complain "$profile makes '$got' of '$in', not '$out'"
		[ "$(normal none "$in")" = "$in" ] || complain "none changes '$in'"
		[ "$(normal "$profile" "$out")" = "$out" ] || complain "$profile changes '$out', which is normal"
	done
done < words.$$

[ "$lines" -ge 50 ] || complain "only $lines lines are in the tables"
exit $fail
