#!/bin/sh
# SPDX-License-Identifier: MIT
# The default rules: every file of rules/ is built in, every section says where it was seen, no slot is
# idle, all examples come out as they say, and no rule is warned of.
set -eu
src=${srcdir:-.}
: "${GHIRBAL:=./ghirbal}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for file in "$src"/rules/*.rules; do
	echo "${file##*/}"
done | LC_ALL=C sort >"$work/files"
"$GHIRBAL" --list-rules | grep -o '[a-z]*\.rules' | LC_ALL=C sort -u >"$work/built-in"
diff -u "$work/files" "$work/built-in"

for file in "$src"/rules/*.rules; do
	awk -v file="${file##*/}" '
		function tell(line, text) { printf "%s:%d: %s\n", file, line, text; bad = 1 }
		/^$/ { source = 0 }
		/^#/ && tolower($0) ~ /seen on|known from/ { source = 1 }
		/^(keep|drop|head|end|hint|cut) / {
			used = used $0
			if (!source)
				tell(NR, "the section does not say where it was seen")
		}
		/^slot / { slots[$2] = NR; used = used $0 }
		END {
			for (name in slots)
				if (!index(used, "{" name "}"))
					tell(slots[name], "slot " name " is idle")
			exit bad
		}' "$file"
done

"$GHIRBAL" --check-rules
