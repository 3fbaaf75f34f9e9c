#!/bin/sh
# SPDX-License-Identifier: MIT
# The house stands on its floors (HACKING.md): a file of src/lib includes only what is below it, the
# two libraries are seen from one file each, and nothing in the library prints, exits or looks around.
set -eu
lib=${srcdir:-.}/src/lib
cli=${srcdir:-.}/src/cli
fail=0

complain()
{
	echo "$*"
	fail=1
}

# The floor of a file, from the ground.  A new file needs a line here, which is the moment to ask
# where it belongs.
floor()
{
	case $1 in
	ghirbal.h | default_rules.inc) echo 0 ;;
	buf.* | charset.* | hunt.* | switches.* | utf8.*) echo 1 ;;
	entities.def | letters.def | weights.def | words.def) echo 1 ;;
	entity.* | fold.* | mojibake.*) echo 2 ;;
	fold_x86.c | literal.* | rule.* | doc.* | word.*) echo 3 ;;
	trie.*) echo 4 ;;
	match.* | shape.* | norm.*) echo 5 ;;
	flow.* | page.*) echo 6 ;;
	judge.*) echo 7 ;;
	sieve.*) echo 8 ;;
	ghirbal.c) echo 9 ;;
	*) echo none ;;
	esac
}

for file in "$lib"/*; do
	name=${file##*/}
	here=$(floor "$name")
	if [ "$here" = none ]; then
		complain "src/lib/$name: has no floor in tests/test-floors.sh"
		continue
	fi
	for below in $(sed -n 's/^#[[:blank:]]*include "\([^"]*\)".*/\1/p' "$file"); do
		there=$(floor "$below")
		[ "$there" != none ] || complain "src/lib/$name: includes $below, which has no floor"
		[ "${below%.*}" = "${name%.*}" ] || [ "$there" = none ] || [ "$there" -lt "$here" ] ||
			complain "src/lib/$name: includes $below, which is not below it"
	done
done

only()
{
	allowed=$1
	shift
	found=$(grep -lE "$1" "$lib"/*.c | sed 's|.*/||' | tr '\n' ' ')
	[ "${found:-$allowed }" = "$allowed " ] || complain "src/lib: <$2> is seen from: $found(only $allowed may)"
}
only match.c 'include <pcre2\.h>' pcre2.h
only norm.c 'include <utf8proc\.h>' utf8proc.h
only buf.c '(^|[^_[:alnum:]])(malloc|calloc|realloc|free) *\(' stdlib.h

never='printf|fprintf|vprintf|vfprintf|dprintf|puts|fputs|putchar|fopen|open|read|write|exit|_exit|abort|assert|setlocale|getenv|setenv|signal|sigaction|time|strtok|strerror|isalpha|isdigit|isspace|tolower|toupper|strtod|atof'
if grep -nE "(^|[^_>.[:alnum:]])($never) *\(" "$lib"/*.[ch] | grep -v '/ghirbal\.h:.*(\*write)'; then
	complain "src/lib: calls that a library for pipelines and threads must not make"
fi
# A decimal point is the locale's in printf's family.
if grep -nE '%[-+ #0-9.*]*[eEfFgGaA]' "$lib"/*.c; then
	complain "src/lib: figures written in the locale's manner"
fi

for file in "$cli"/*; do
	for below in $(sed -n 's/^#[[:blank:]]*include "\([^"]*\)".*/\1/p' "$file"); do
		case $below in
		ghirbal.h | config.h | *.inc) continue ;;
		esac
		[ -f "$cli/$below" ] || complain "src/cli/${file##*/}: includes $below, which is not the command's"
	done
done
exit $fail
