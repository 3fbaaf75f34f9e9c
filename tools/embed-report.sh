#!/bin/sh
# SPDX-License-Identifier: MIT
# embed-report.sh FOLDER: puts the page of --report together from its parts and writes it as two C
# arrays, the page before its data block and the page after it.
#
# In page.html a line "<!-- put FILE -->" stands for that file of the folder, and "<!-- data -->" for
# the data.
set -eu
folder=$1

page()
{
	while IFS= read -r line; do
		case $line in
		'<!-- put '*' -->')
			file=${line#<!-- put }
			cat "$folder/${file% -->}"
			;;
		*) printf '%s\n' "$line" ;;
		esac
	done <"$folder/page.html"
}

array()
{
	printf 'static const unsigned char %s[] = {\n' "$1"
	od -v -An -tu1 | sed 's/  *\([0-9]\)/\1/; s/  */,/g; s/$/,/'
	printf '};\n'
}

page | sed '/^<!-- data -->$/,$d' | array page_before_data
page | sed '1,/^<!-- data -->$/d' | array page_after_data
