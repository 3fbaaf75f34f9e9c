#!/bin/sh
# SPDX-License-Identifier: MIT
# The house stands on its floors (HACKING.md): a file of src/lib includes only what is below it, the
# two libraries are seen from one file each, and nothing in the library prints, exits or looks around.
set -eu
lib=${srcdir:-.}/src/lib
cli=${srcdir:-.}/src/cli
ground=${srcdir:-.}/src/ground
fail=0

complain()
{
	echo "$*"
	fail=1
}

# The rooms of the library, each with its files from the ground up; the rooms stand on each other in
# this order.  A new file needs its name here, which is the moment to ask where it belongs.
house='
ground	utf8 nearest kernel vector
base	bits buf
lang	arabic persian urdu english french spanish common languages
text	letters fold fold_block fold_x86 fold_vector bare seam glance vocabulary lexicon stem lexeme gaps words filter doc memo
rules	groups verbs slice cue expansion atom stroke sketch pursuit rule reader mistake phrase group syntax guard barren span whole pattern pairs trie beginning walk matcher prefilter image match lint
normal	charset entities scan scan_vector profile entity mojibake letter word compose steps invisible form honorific carrier hamza dagger mark tatweel decoration spelling sign norm sink edit pass fastpath slowpath normalize trace
memory	layout digest store scribe learner merge load recall
judge	reasons policy weights fixed table sign price fact shape trait kind shapes flags columns facts likeness place support unit sets window decision listing estimate page recurrence matrix neighbours evidence path structure score judge
.	default_rules rule_image defaults origin removal source block joint piece sieve review memory rules stream ghirbal
'

# floor ROOM/FILE: its place in the house, or nothing.  ghirbal.h is the ground that all stand on.
floor()
{
	[ "$1" != ghirbal.h ] || { echo 0; return; }
	room=$(dirname "$1")
	name=${1##*/}
	echo "$house" | awk -v room="$room" -v name="${name%.*}" '
		{ for (i = 2; i <= NF; i++) { n++; if ($1 == room && $i == name) print n } }'
}

for path in "$lib"/*.[chd]* "$lib"/*/*; do
	file=${path#"$lib"/}
	here=$(floor "$file")
	if [ -z "$here" ]; then
		complain "src/lib/$file: has no floor in tests/test-floors.sh"
		continue
	fi
	for below in $(sed -n 's/^#[[:blank:]]*include "\([^"]*\)".*/\1/p' "$path"); do
		there=$(floor "$below")
		[ -n "$there" ] || complain "src/lib/$file: includes $below, which has no floor"
		[ "${below%.*}" = "${file%.*}" ] || [ -z "$there" ] || [ "$there" -lt "$here" ] ||
			complain "src/lib/$file: includes $below, which is not below it"
		# Two rooms side by side: what rules say and what the normaliser does do not meet.
		case $file:$below in
		normal/*:rules/*) complain "src/lib/$file: the normaliser knows nothing of rules" ;;
		esac
	done
done

# A language is read where languages.def includes it, and goes out with the sources that Makefile.am lists.
for path in "$lib"/lang/*.def; do
	name=${path##*/}
	grep -q "src/lib/lang/$name" "${srcdir:-.}/Makefile.am" || complain "src/lib/lang/$name: Makefile.am does not list it"
	[ "$name" = languages.def ] || grep -qx "#include \"lang/$name\"" "$lib/lang/languages.def" ||
		complain "src/lib/lang/$name: languages.def does not include it"
done

only()
{
	allowed=$1
	shift
	found=$(grep -lE "$1" "$lib"/*.c "$lib"/*/*.c | sed "s|^$lib/||" | tr '\n' ' ')
	[ "${found:-$allowed }" = "$allowed " ] || complain "src/lib: <$2> is seen from: $found(only $allowed may)"
}
only rules/pattern.c 'include <pcre2\.h>' pcre2.h
only normal/compose.c 'include <utf8proc\.h>' utf8proc.h
only memory/digest.c 'include <xxhash\.h>' xxhash.h
only base/buf.c '(^|[^_[:alnum:]])(malloc|calloc|realloc|free) *\(' stdlib.h

never='printf|fprintf|vprintf|vfprintf|dprintf|puts|fputs|putchar|fopen|open|read|write|exit|_exit|abort|assert|setlocale|getenv|setenv|signal|sigaction|time|strtok|strerror|isalpha|isdigit|isspace|tolower|toupper|strtod|atof'
if grep -nE "(^|[^_>.[:alnum:]])($never) *\(" "$lib"/*.[ch] "$lib"/*/*.[ch] "$ground"/* | grep -v '/ghirbal\.h:.*(\*write)'; then
	complain "src/lib: calls that a library for pipelines and threads must not make"
fi
# A decimal point is the locale's in printf's family.
if grep -nE '"[^"]*%[-+ #0-9.*]*[eEfFgGaA]' "$lib"/*.c "$lib"/*/*.c; then
	complain "src/lib: figures written in the locale's manner"
fi

# src/ground is compiled into the library and into the command, and sees neither.
for path in "$ground"/*; do
	file=ground/${path##*/}
	[ -n "$(floor "$file")" ] || complain "src/$file: has no floor in tests/test-floors.sh"
	for below in $(sed -n 's/^#[[:blank:]]*include "\([^"]*\)".*/\1/p' "$path"); do
		case $below in
		ground/*) ;;
		*) complain "src/$file: includes $below, which is not of the ground" ;;
		esac
	done
done

for file in "$cli"/*.[ch]*; do
	for below in $(sed -n 's/^#[[:blank:]]*include "\([^"]*\)".*/\1/p' "$file"); do
		case $below in
		ghirbal.h | config.h | *.inc | ground/*) continue ;;
		esac
		[ -f "$cli/$below" ] || complain "src/cli/${file##*/}: includes $below, which is not the command's"
	done
done
exit $fail
