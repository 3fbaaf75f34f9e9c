#!/bin/sh
# SPDX-License-Identifier: MIT
# embed-rules.sh SRCDIR FILE...: writes the rule files as C arrays, for inclusion by ghirbal.c.
# Bytes as numbers, by od and sed as jq does it: any compiler takes any length, and no quoting can fail.
set -eu
srcdir=$1
shift
table=
number=0
for file in "$@"; do
	number=$((number + 1))
	printf 'static const unsigned char rules_%d[] = {\n' "$number"
	od -v -An -tu1 "$srcdir/$file" | sed 's/  *\([0-9]\)/\1/; s/  */,/g; s/$/,/'
	printf '};\n'
	table="$table	{\"${file##*/}\", rules_$number, sizeof rules_$number},
"
done
printf 'static const struct {\n\tconst char *name;\n\tconst unsigned char *text;\n\tsize_t size;\n'
printf '} default_rules[] = {\n%s};\n' "$table"
