#!/bin/sh
# SPDX-License-Identifier: MIT
# What is no text in UTF-8: told by its first bytes, status 1, and never rewritten.
. "${srcdir:-.}/tests/cli/tap.sh"

page=$src/fixtures/news-buttons/page.txt
cp "$page" page

# foreign FILE PATTERN: as a FILE, on standard input and in place.
foreign()
{
	"$ghirbal" "$1" >got 2>messages
	is '1 0' "$? $(wc -c <got)" "$1: status 1, nothing comes out"
	grep -q "^ghirbal: $1: $2" messages
	holds $? "and the message says $2"
	"$ghirbal" <"$1" >got 2>messages
	is '1 0' "$? $(wc -c <got)" 'the same on standard input'
	grep -q "^ghirbal: -: $2" messages
	holds $? 'with the same message'
	cp "$1" copy
	"$ghirbal" -i.old copy 2>messages
	is 1 $? 'in place: status 1'
	cmp -s "$1" copy && [ ! -e copy.old ]
	holds $? 'and the file is as it was'
}

for charset in UTF-16 UTF-16LE UTF-16BE UTF-32 UTF-32LE UTF-32BE CP1256 ISO-8859-6; do
	iconv -c -f UTF-8 -t $charset page >"page.$charset" 2>/dev/null || {
		echo "# skipped: iconv knows no $charset"
		continue
	}
	name=$charset
	[ $charset = CP1256 ] && name=Windows-1256
	foreign "page.$charset" "text in $name, .*--encoding=$name, or put iconv -f $name -t UTF-8 before"
	"$ghirbal" "page.$charset" 2>&1 >got | sed 's/.*put \(.*\) before.*/\1/' >advice
	# What is advised works: but for what the encoding has no letter for.
	sh "$work/advice" <"page.$charset" 2>/dev/null | "$ghirbal" >got
	[ "$(wc -l <got)" -gt 2 ]
	holds $? 'what the message says to type works'
done
# Short ones: a line is enough.

printf "\047\006\144\000\n\000\050\006" >short
foreign short 'text in UTF-16LE'

for tool in gzip xz bzip2 zstd lz4 lzip; do
	command -v $tool >/dev/null || { echo "# skipped: no $tool"; continue; }
	$tool -c <page >"packed-$tool" 2>/dev/null
	foreign "packed-$tool" "$tool data, .*put $tool -dc before"
done
tar cf archive page
foreign archive 'a tar archive'
printf '%%PDF-1.4\n%%\342\343\317\323\n1 0 obj\n<<>>\nendobj\n' >pdf
foreign pdf 'a PDF document'
{ printf 'PK\003\004'; head -c 200 "$ghirbal"; } >zip
foreign zip 'a zip archive'
{ printf '\211PNG\r\n\032\n\0\0\0\rIHDR'; head -c 200 "$ghirbal"; } >png
foreign png 'a PNG picture'
{ printf 'GIF89a\001\0\001\0\200\0\0'; head -c 100 "$ghirbal"; } >gif
foreign gif 'a GIF picture'
head -c 5000 "$ghirbal" >program
foreign program 'a program'
{ printf 'xyz'; head -c 5000 "$ghirbal"; } >unknown
foreign unknown 'binary data'
if command -v gzip >/dev/null && "$ghirbal" --version | grep -q '\.gz yes'; then
	gzip -c <pdf >inside.gz
	"$ghirbal" inside.gz >got 2>messages
	is 1 $? 'what is packed is looked at unpacked'
	grep -q 'inside.gz: a PDF document' messages
	holds $? 'and told'
fi

# The other files are done, with any number of threads.
for jobs in 1 3; do
	"$ghirbal" -j $jobs page pdf page >got 2>messages
	is 1 $? "a PDF between two pages, $jobs threads: status 1"
	"$ghirbal" page page | cmp -s - got
	holds $? 'and the pages come out'
done

# Text that looks a little like something else is text.
for begin in 'BM متجر' 'MZ' 'PAR1 الصفحة' 'GIF89a هي صيغة' 'RIFF' 'ID3' 'BZh' 'PK' 'Rar' 'ustar' '%PDF' 'II*' "$(printf '\357\273\277')"; do
	{ echo "$begin"; cat page; } >like
	"$ghirbal" --normalize=none --only-normalize like | cmp -s - like
	holds $? "a text that begins with $begin is a text"
done
{ cat page; printf 'نص \377\376 \0 \200 ردئ\n'; } >damaged
"$ghirbal" damaged >got 2>messages
is 0 $? 'a text with some broken bytes and a NUL is a text'
printf 'caf\351 \340 la cr\350me\n' | "$ghirbal" >got 2>messages
is 0 $? 'one short line in Latin-1 is repaired and told, as ever'
"$ghirbal" --invalid=keep --normalize=none --only-normalize page.CP1256 | cmp -s - page.CP1256
holds $? 'bytes that are kept are kept in any encoding that has ASCII'
tr '\n' '\0' <page >ends
"$ghirbal" -z --only-normalize --normalize=none ends | cmp -s - ends
holds $? 'with -z a NUL says nothing'
{ printf '{"text":"'; tr -d '\n"\\' <page.CP1256; printf '"}\n{"text":"نص"}\n'; } >lines.jsonl
"$ghirbal" lines.jsonl 2>messages | tail -n 1 >got
is '{"text":"نص"}' "$(cat got)" 'a first record in another encoding says nothing of the next'

# However the bytes come: the head is read whole before it is looked at.
if command -v python3 >/dev/null; then
	python3 - "$ghirbal" page.UTF-16LE <<'END'
import subprocess, sys, time
run = subprocess.Popen([sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
for byte in open(sys.argv[2], "rb").read(64):
    run.stdin.write(bytes([byte]))
    run.stdin.flush()
out, err = run.communicate()
assert run.returncode == 1 and not out and b"UTF-16LE" in err, (run.returncode, out, err)
run = subprocess.Popen([sys.argv[1], "--line-buffered", "--from=jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
for i in range(3):
    run.stdin.write(b'{"text":"a"}\n')
    run.stdin.flush()
    assert run.stdout.readline() == b'{"text":"a"}\n'
run.stdin.close()
assert run.wait() == 0
END
	holds $? 'byte by byte it is told too, and --line-buffered answers each line'
fi

# What turns out further down to be in another encoding is not rewritten.
for jobs in 1 3; do
	{ awk 'BEGIN { for (i = 0; i < 3000; i++) print "The library opened its doors on day " i "." }'
	awk 'BEGIN { for (i = 0; i < 3000; i++) printf "\307\341\343\337\312\310\311 \335\312\315\312\n" }'; } >late
	cp late copy
	"$ghirbal" -j $jobs -i copy 2>messages
	is 1 $? "Windows-1256 after the first 4 KiB, in place, $jobs threads: status 1"
	same late copy 'and the file is as it was'
	grep -q 'copy: much of it is not UTF-8' messages
	holds $? 'with a message'
	"$ghirbal" -j $jobs -i --invalid=keep copy 2>messages
	is 0 $? 'bytes that are kept do no harm'
	"$ghirbal" -j $jobs -i --force copy 2>messages
	is 0 $? 'and --force does as it is told'
done
{ cat page; printf 'نص \377\376 ردئ\n'; } >damaged
"$ghirbal" -i damaged 2>messages
is 0 $? 'a few broken bytes are repaired in place'
finish
