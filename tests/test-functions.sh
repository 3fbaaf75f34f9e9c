#!/bin/sh
# SPDX-License-Identifier: MIT
# No function has more than 60 lines or 15 paths (one, and one more for each if, for, while, case, &&, || and ?), and
# no file more than 500 lines unless its head comment says why.
set -eu
src=${srcdir:-.}

# Comments, strings and characters hold no paths; what is between { and } in the first column is a function.
count='
function strip(line,    out)
{
	gsub(/\\./, "", line)
	gsub(/"[^"]*"|\047[^\047]*\047/, "", line)
	while (line != "") {
		if (inside) {
			if (!(at = index(line, "*/")))
				return out
			line = substr(line, at + 2)
			inside = 0
		} else {
			if (!(at = index(line, "/*")))
				return out line
			out = out substr(line, 1, at - 1)
			line = substr(line, at + 2)
			inside = 1
		}
	}
	return out
}

function complain(what)
{
	print FILENAME ":" start ": " name ": " what
	wrong = 1
}

FNR == 1 { inside = body = 0 }
{ code = strip($0) }
/^[a-z].*\(/ && !body { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
/^\{/ { body = 1; start = FNR; paths = 1; next }
/^}/ && body {
	functions++
	body = 0
	if (FNR - start - 1 > 60)
		complain(FNR - start - 1 " lines")
	if (paths > 15)
		complain(paths " paths")
}
body { paths += gsub(/(^|[^A-Za-z0-9_])(if|for|while|case)([^A-Za-z0-9_]|$)|&&|\|\||\?/, "", code) }
END {
	if (functions < least) {
		print "only " functions " functions are seen"
		wrong = 1
	}
	exit wrong
}'
fail=0
awk -v least=1000 "$count" "$src"/src/lib/*.c "$src"/src/lib/*/*.c || fail=1
awk -v least=500 "$count" "$src"/src/cli/*.c "$src"/python/ghirbal/*.c || fail=1

for file in "$src"/src/lib/*.[ch] "$src"/src/lib/*/*.[ch] "$src"/src/cli/*.[ch]; do
	[ "$(wc -l <"$file")" -gt 500 ] || continue
	sed '/^#/q' "$file" | grep -q 'five hundred lines' ||
		{ echo "$file: more than five hundred lines, and its head does not say why"; fail=1; }
done
exit $fail
