#!/bin/sh
# SPDX-License-Identifier: MIT
# The default rules: every file of rules/ is built in, every rule has a line that it must match, every
# section says where it was seen, no slot is idle, and all examples come out as they say.
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
		function close_rule() { if (rule && !ok) tell(rule, "no ok"); rule = ok = 0 }
		/^$/ { source = 0 }
		/^#/ && tolower($0) ~ /seen on|known from/ { source = 1 }
		/^(keep|drop|head|end|hint|cut) / {
			close_rule()
			rule = NR
			used = used $0
			if (!source)
				tell(NR, "the section does not say where it was seen")
		}
		/^ *ok / { ok = 1 }
		/^slot / { slots[$2] = NR; used = used $0 }
		END {
			close_rule()
			for (name in slots)
				if (!index(used, "{" name "}"))
					tell(slots[name], "slot " name " is idle")
			exit bad
		}' "$file"
done

"$GHIRBAL" --check-rules
