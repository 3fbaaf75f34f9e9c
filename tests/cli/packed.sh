#!/bin/sh
# SPDX-License-Identifier: MIT
# .gz and .zst: read by name, whole or not without a word.
. "${srcdir:-.}/tests/cli/tap.sh"

awk 'BEGIN { for (i = 0; i < 5000; i++) printf "{\"id\":%d,\"text\":\"الحمـــدُ لله\"}\n", i }' >lines.jsonl
"$ghirbal" lines.jsonl >want
"$ghirbal" --version >version

# packed NAME TOOL
packed()
{
	name=$1 tool=$2
	if ! command -v "$tool" >/dev/null || ! grep -q "\.$name yes" version; then
		echo "# skipped: .$name cannot be made or read here"
		return
	fi
	$tool -q -c <lines.jsonl >"lines.jsonl.$name"
	"$ghirbal" "lines.jsonl.$name" >got
	same want got ".$name is read"
	{ head -n 2000 lines.jsonl | $tool -q -c; tail -n +2001 lines.jsonl | $tool -q -c; } >"two.jsonl.$name"
	"$ghirbal" -j 2 "two.jsonl.$name" >got
	same want got "two .$name files after one another are one"
	size=$(wc -c <"lines.jsonl.$name")
	for cut in $((size - 1)) $((size / 2)) 30; do
		head -c "$cut" "lines.jsonl.$name" >"cut.jsonl.$name"
		"$ghirbal" -o out "cut.jsonl.$name" 2>messages
		is 1 $? "cut at $cut: status 1"
		grep -q 'the file is cut short' messages
		holds $? 'with a message'
		[ ! -e out ]
		holds $? 'and no output file that looks complete'
	done
	"$ghirbal" "two.jsonl.$name" "cut.jsonl.$name" lines.jsonl 2>/dev/null | wc -l >got
	[ "$(cat got)" -ge 10000 ]
	holds $? 'the other files are still done'
	{ cat "lines.jsonl.$name"; echo junk; } >"junk.jsonl.$name"
	"$ghirbal" "junk.jsonl.$name" >got 2>messages
	is 1 $? 'something after the end: status 1'
	same want got 'after all that could be read'
	{ head -c 1000 "lines.jsonl.$name"; printf 'xxxxxxxxxxxxxxxxxxxxxxxxx'; tail -c +1026 "lines.jsonl.$name"; } >"bad.jsonl.$name"
	"$ghirbal" "bad.jsonl.$name" >got 2>messages
	is 1 $? 'damage: status 1'
	: >"empty.jsonl.$name"
	"$ghirbal" "empty.jsonl.$name" >got 2>messages
	is '1 ' "$? $(cat got)" 'a file of 0 bytes is no archive: status 1'
	is "ghirbal: empty.jsonl.$name: the file is empty, which no compressed file is" "$(cat messages)" 'and is told'
	: | $tool -q -c >"nothing.jsonl.$name"
	"$ghirbal" "nothing.jsonl.$name" >got
	is '0 ' "$? $(cat got)" 'an archive of nothing is empty'
	"$ghirbal" -i "lines.jsonl.$name" 2>messages
	is 2 $? '-i does not take it'
	cp lines.jsonl plain."$name"
	"$ghirbal" --from=jsonl plain."$name" >got 2>messages
	is 1 $? "what is called .$name and is not: status 1"
	"$ghirbal" --from=jsonl <lines.jsonl >got
	same want got 'standard input is never guessed at'
}

# written NAME TOOL: what is written under a name of compressed files
written()
{
	name=$1 tool=$2
	if ! grep -q "\.$name yes" version; then
		"$ghirbal" -o "out.$name" lines.jsonl 2>messages
		is 2 $? "without the library -o x.$name is status 2"
		[ ! -e "out.$name" ]
		holds $? 'and nothing is written'
		return
	fi
	command -v "$tool" >/dev/null || { echo "# skipped: no $tool"; return; }
	"$ghirbal" -o "out.jsonl.$name" --rejects="gone.jsonl.$name" --stats="counts.json.$name" long.jsonl
	is 0 $? "-o x.$name"
	$tool -q -t "out.jsonl.$name" "gone.jsonl.$name" "counts.json.$name"
	holds $? "is what $tool finds whole"
	$tool -q -d -c <"out.jsonl.$name" >got
	same long.want got 'and the same text'
	$tool -q -d -c <"gone.jsonl.$name" >got
	same long.gone got 'with the same rejects'
	[ -s long.gone ]
	holds $? 'which there are'
	"$ghirbal" "out.jsonl.$name" >got
	same long.want got 'which ghirbal reads, and leaves as it is'
	"$ghirbal" -j 3 --line-buffered -o "again.jsonl.$name" --rejects="gone.jsonl.$name" long.jsonl
	is 0 $? 'earlier rejects are known through their compression'
	same "out.jsonl.$name" "again.jsonl.$name" 'threads do not change a byte of it'
	sleep 1
	"$ghirbal" -o "again.jsonl.$name" - --from=jsonl <long.jsonl
	same "out.jsonl.$name" "again.jsonl.$name" 'nor does time'
	: | "$ghirbal" -o "void.$name" --rejects="void2.$name"
	is 0 $? 'of nothing'
	$tool -q -d -c <"void.$name" >got && [ -s "void.$name" ] && [ ! -s got ]
	holds $? 'it is an archive of nothing'
	: | "$ghirbal" --rejects="void2.$name"
	is 0 $? 'and such rejects are rejects too'
	cp "out.jsonl.$name" keep
	printf 'text\n' | $tool -q -c >"strange.$name"
	"$ghirbal" -o x --rejects="strange.$name" long.jsonl 2>messages
	is 2 $? 'what is compressed and no rejects is not replaced'
	"$ghirbal" --strict -o "out.jsonl.$name" long.jsonl bad.jsonl 2>messages
	is 1 $? 'a run that stops'
	same keep "out.jsonl.$name" 'leaves the old file'
	cp lines.jsonl place.jsonl
	"$ghirbal" -i --rejects="other.$name" place.jsonl 2>messages
	is 2 $? 'with -i rejects are not compressed'
	[ ! -e "other.$name" ] && cmp lines.jsonl place.jsonl
	holds $? 'and nothing was done'
	mkfifo "pipe.$name"
	$tool -q -d -c <"pipe.$name" >got &
	"$ghirbal" --line-buffered -o "pipe.$name" long.jsonl
	wait $!
	same long.want got 'a FIFO of such a name is written to, compressed'
	if [ -w /dev/full ]; then
		ln -sf /dev/full "full.$name"
		"$ghirbal" -o "full.$name" long.jsonl 2>messages
		is 3 $? 'a full disk is status 3'
		is 1 "$(wc -l <messages)" 'told once'
	fi
}

packed gz gzip
packed zst zstd

# Over the 64 KiB that are compressed at once, and hard to compress.
awk 'BEGIN { srand(7); for (i = 0; i < 9000; i++)
	printf "{\"id\":\"%d %d\",\"text\":\"وصل القطار رقم %d في موعده.\\nاقرأ أيضا: أخبار %d\"}\n", rand() * 1e9, rand() * 1e9, rand() * 1e9, i }' >long.jsonl
echo 'no JSON' >bad.jsonl
"$ghirbal" -o long.want --rejects=long.gone long.jsonl
written gz gzip
written zst zstd
ls -A | grep '^\.' >left
is '' "$(cat left)" 'no temporary file is left'

# Buffers hold 256 KiB of content and 128 KiB of archive: every size around the end of either, and of both.
if command -v python3 >/dev/null; then
	python3 - "$ghirbal" <<'END'
import itertools, struct, subprocess, sys, zlib

version = subprocess.run([sys.argv[1], "--version"], capture_output=True, text=True).stdout
line = "وصل القطار في موعده اليوم إلى المحطة التي لم يصل إليها أحد من قبل.\n".encode()


def gzip(content, size):
    """An archive of that many bytes: a comment in its header fills it up."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    body = packer.compress(content) + packer.flush() + struct.pack("<II", zlib.crc32(content), len(content) & 0xffffffff)
    return b"\x1f\x8b\x08\x10" + bytes(6) + b"x" * (size - len(body) - 11) + b"\0" + body


def zstd(content, size):
    """The same with a frame to be skipped."""
    body = subprocess.run(["zstd", "-q", "-c"], input=content, capture_output=True, check=True).stdout
    return struct.pack("<II", 0x184D2A50, size - len(body) - 8) + b"x" * (size - len(body) - 8) + body


def holds(name, content, archive):
    with open(name, "wb") as file:
        file.write(archive)
    run = subprocess.run([sys.argv[1], "--only-normalize", "--normalize=none", name], capture_output=True)
    assert run.returncode == 0 and run.stdout == content and not run.stderr, \
        (name, len(content), len(archive), run.returncode, len(run.stdout), run.stderr)


count = 0
for suffix, pack in (("gz", gzip), ("zst", zstd)):
    if f".{suffix} yes" not in version:
        continue
    for times, over in itertools.product((1, 2), (-1, 0, 1)):
        content = (line * 20000)[:times * (256 << 10) + over - 1] + b"\n"
        content = content.decode(errors="replace").encode().replace(b"\xef\xbf\xbd", b"..")[:len(content) - 1] + b"\n"
        for packed, packed_over in itertools.product((1, 2), (-1, 0, 1)):
            archive = pack(content, packed * (128 << 10) + packed_over)
            holds("sizes." + suffix, content, archive)
            holds("twice." + suffix, content * 2, archive * 2)
            if suffix == "gz":
                holds("padded.gz", content, archive + bytes((128 << 10) - packed_over))
            count += 2
print("#", count, "archives")
assert count or " yes" not in version
END
	holds $? 'archives of every size around the ends of buffers are read whole'
fi
if [ -e lines.jsonl.gz ]; then
	{ cat lines.jsonl.gz; head -c 1000 /dev/zero; } >padded.jsonl.gz
	"$ghirbal" padded.jsonl.gz >got
	is 0 $? 'zeros after the last member, as on a tape, are passed over'
	same want got 'and nothing is lost'
	{ cat padded.jsonl.gz; cat lines.jsonl.gz; } >hidden.jsonl.gz
	"$ghirbal" hidden.jsonl.gz >got 2>messages
	is 1 $? 'but what follows on them is told'
fi
if [ -e lines.jsonl.zst ] && zstd -q -c --long=28 <lines.jsonl >wide.jsonl.zst; then
	"$ghirbal" wide.jsonl.zst >got 2>messages
	is 1 $? 'a .zst that wants a window of 256 MiB: status 1'
	grep -q 'max-window' messages
	holds $? 'and what allows it is told'
	"$ghirbal" --max-window=256M wide.jsonl.zst >got
	is 0 $? 'which does'
	same want got 'and it is read'
fi
finish
