#!/bin/sh
# SPDX-License-Identifier: MIT
# Every option of src/cli/options.def is described in ghirbal(1) and listed by --help, with the same
# letter, and neither of them nor the README has one that the table has not.
set -eu
src=${srcdir:-.}
: "${GHIRBAL:=./ghirbal}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Each as "letter --name", the letter being - where there is none.
sed -n "s/^OPTION([A-Z_]*, *\('\(.\)'\|0\), *\"\([a-z-]*\)\".*/\2 --\3/p" "$src/src/cli/options.def" |
	sed 's/^ /- /' | LC_ALL=C sort >"$work/table"
[ "$(wc -l <"$work/table")" = "$(grep -c '^OPTION(' "$src/src/cli/options.def")" ]

# The line after .TP is what it describes.
sed -n '/^\.TP/{n;s/\\-/-/g;p;}' "$src/man/ghirbal.1" | grep -e '--' |
	sed 's/.*[ "]-\([a-zA-Z]\)[^a-z-].*--\([a-z-]*\).*/\1 --\2/; t; s/.*--\([a-z-]*\).*/- --\1/' |
	LC_ALL=C sort >"$work/page"
diff -u "$work/table" "$work/page"

"$GHIRBAL" --help | sed -n 's/^  *-\([a-zA-Z]\), --\([a-z-]*\).*/\1 --\2/p; s/^  *--\([a-z-]*\).*/- --\1/p' |
	LC_ALL=C sort >"$work/help"
diff -u "$work/table" "$work/help"

# Of what may be chosen from, each word: --to=text|jsonl|wet.
sed -n '/^\.TP/{n;s/\\-/-/g;s/^\.[BRI]* //;s/ *| */|/g;p;}' "$src/man/ghirbal.1" >"$work/heads"
"$GHIRBAL" --help | grep -o -e '--[a-z-]*=[a-z0-9|-]*|[a-z0-9|-]*' | while read -r choices; do
	grep -qF -e "$choices" "$work/heads" || echo "ghirbal(1) has not: $choices"
done >"$work/unchosen"
if [ -s "$work/unchosen" ]; then
	cat "$work/unchosen"
	exit 1
fi

grep -o 'ghirbal [^|#]*' "$src/README.md" | grep -oe '--[a-z][a-z-]*' | LC_ALL=C sort -u >"$work/used"
sed 's/^. //' "$work/table" | LC_ALL=C sort -u | LC_ALL=C comm -13 - "$work/used" >"$work/unknown"
if [ -s "$work/unknown" ]; then
	echo 'README.md uses options that there are not:'
	cat "$work/unknown"
	exit 1
fi
