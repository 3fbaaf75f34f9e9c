#!/bin/sh
# SPDX-License-Identifier: MIT
# The completions know every option of the table and its choices, and each shell that is here reads its own.
. "${srcdir:-.}/tests/cli/tap.sh"

made=$build/contrib/completions
sed -n 's/^OPTION([A-Z_]*, [^"]*"\([a-z-]*\)".*/\1/p' "$src/src/cli/options.def" >names
[ "$(wc -l <names)" = "$(grep -c '^OPTION(' "$src/src/cli/options.def")" ]
holds $? 'the table is read whole'
for file in ghirbal.bash _ghirbal; do
	missing=
	while read -r name; do
		grep -q -e "--${name}[^a-z-]" "$made/$file" || missing="$missing $name"
	done <names
	is '' "$missing" "$file knows every option"
done
sed -n 's/.* -l \([a-z-]*\) .*/\1/p' "$made/ghirbal.fish" | cmp - names
holds $? 'ghirbal.fish knows every option'

for shell in bash zsh fish; do
	file=$made/ghirbal.$shell
	[ $shell = zsh ] && file=$made/_ghirbal
	if command -v $shell >/dev/null; then
		$shell -n "$file"
		holds $? "$shell reads it"
	else
		echo "# skipped: $shell is not here"
	fi
done

if command -v bash >/dev/null; then
	# complete WORD...: what bash would offer for the last word.
	cat >complete <<'END'
. "$1"
shift
compopt() { :; }
COMP_WORDS=(ghirbal "$@") COMP_CWORD=$#
_ghirbal
echo "${COMPREPLY[@]}"
END
	PATH=$(dirname "$ghirbal"):$PATH
	is jsonl "$(bash complete "$made/ghirbal.bash" --from = j)" 'bash offers the choices of an option'
	is '--strict --strip=' "$(bash complete "$made/ghirbal.bash" --stri)" 'and options'
	is share "$(bash complete "$made/ghirbal.bash" --keep = sha)" 'and groups of rules'
	is 'nav,share' "$(bash complete "$made/ghirbal.bash" --keep = nav,sha)" 'also behind a comma'
	is '--from=jsonl' "$(bash complete "$made/ghirbal.bash" --from=j)" 'and a value in one word with its option'
	is '--strip=nav,share' "$(bash complete "$made/ghirbal.bash" --strip=nav,sha)" 'a list too'
	is 'search,-tashkeel' "$(bash complete "$made/ghirbal.bash" --normalize = search,-tash)" 'and switches'
	: >afile
	is '--report=afile' "$(bash complete "$made/ghirbal.bash" --report=afi)" 'and files'
fi
finish
