#!/bin/sh
# SPDX-License-Identifier: MIT
# What the library has names for has its Arabic in the report (words.js), and what users write or read its place in
# the manual: groups, verbs, reasons, evidence.  The glossary names files that are there.
set -eu
src=${srcdir:-.}
words=$src/src/cli/report/words.js
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail=0

complain()
{
	echo "$*"
	fail=1
}

sed '/^	en: {/,$d' "$words" >"$tmp/arabic"

# names TABLE ROW: the names, in the double quotes of its rows
names()
{
	sed -n "s/^GH_$2([^\"]*\"\([^\"]*\)\".*/\1/p" "$src/src/lib/$1" >"$tmp/names"
	[ -s "$tmp/names" ] || complain "$1: no row is read"
}

# spoken TABLE ROW: each name has its Arabic
spoken()
{
	names "$1" "$2"
	while read -r name; do
		grep -qF -e "\"$name\": \"" "$tmp/arabic" || grep -q "[ {]$name: \"" "$tmp/arabic" ||
			echo "$1: \"$name\" has no Arabic in ${words##*/}"
	done <"$tmp/names" >"$tmp/wrong"
	[ ! -s "$tmp/wrong" ] || complain "$(cat "$tmp/wrong")"
}

# written TABLE ROW PAGE: each name is in the manual page
written()
{
	names "$1" "$2"
	sed 's/\\-/-/g' "$src/man/$3" >"$tmp/page"
	while read -r name; do
		grep -qwF -e "$name" "$tmp/page" || echo "$1: \"$name\" is not in $3"
	done <"$tmp/names" >"$tmp/wrong"
	[ ! -s "$tmp/wrong" ] || complain "$(cat "$tmp/wrong")"
}

spoken rules/groups.def GROUP
written rules/groups.def GROUP ghirbal.1
written rules/groups.def GROUP ghirbal-rules.5
spoken rules/verbs.def VERB
written rules/verbs.def VERB ghirbal-rules.5
spoken judge/reasons.def REASON
written judge/reasons.def REASON ghirbal.1
spoken judge/weights.def WEIGHT

# And words.js has no evidence that the judge has no more.
sed -n 's/^GH_WEIGHT([^"]*"\([^"]*\)".*/\1/p' "$src/src/lib/judge/weights.def" >"$tmp/names"
sed '1,/evidence: {/d' "$tmp/arabic" | grep -o '"[^"]*": "' | sed 's/^"//; s/": "$//' |
	grep -vxF -f "$tmp/names" | sed 's/^/words.js: no evidence is called: /' >"$tmp/wrong" || :
[ ! -s "$tmp/wrong" ] || complain "$(cat "$tmp/wrong")"

# The glossary sends nobody where nothing is.
for file in $(sed -n 's/.*| `\([^`]*\)` |$/\1/p' "$src/doc/glossary.md"); do
	[ -e "$src/$file" ] || complain "doc/glossary.md: there is no $file"
done
exit $fail
