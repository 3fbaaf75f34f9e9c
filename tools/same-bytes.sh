#!/bin/bash
# SPDX-License-Identifier: MIT
# same-bytes.sh OLD NEW [FILE...]: whether two binaries write the same bytes: text alone, and with
# explanations and rejects, at the default level and with --normalize=none.  Without files: all pages of this tree and
# of ../shared.  Prints what differs; status 1 if anything does.
set -u
old=$(realpath "$1") new=$(realpath "$2")
shift 2
cd "$(dirname "$0")/.." || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

pages()
{
	printf '%s\n' fixtures/*/page.txt tests/devset/docs/* tests/holdout/docs/*
	[ ! -d ../shared ] || find -L ../shared/gold ../shared/seeds ../shared/after-extractor ../shared/sites \
		../shared/pages ../shared/bulk -type f -name '*.txt' | sort
}

# Each binary is asked all of it, and what it says is compared by its sums.
sums()
{
	local ghirbal=$1 file
	while IFS= read -r file; do
		for how in '' --normalize=none; do
			# What nobody asks about goes another way.
			# shellcheck disable=SC2086
			echo "$("$ghirbal" $how "$file" 2>&1 | md5sum)" \
				"$("$ghirbal" $how --explain --rejects="$scratch/rejects" "$file" 2>&1 | md5sum)" \
				"$(md5sum <"$scratch/rejects") $how $file"
		done
	done
}

if [ $# -gt 0 ]; then printf '%s\n' "$@"; else pages; fi >"$scratch/files"
sums "$old" <"$scratch/files" >"$scratch/old" &
sums_of_old=$!
scratch2=$scratch/2
mkdir "$scratch2"
(scratch=$scratch2; sums "$new" <"$scratch2/../files" >"$scratch2/../new")
wait $sums_of_old
echo "$(wc -l <"$scratch/files") files, twice"
diff "$scratch/old" "$scratch/new" | sed -n 's/^[<>].* -  //p' | sort -u >"$scratch/differ"
sed 's/^/differs: /' "$scratch/differ"
[ ! -s "$scratch/differ" ]
