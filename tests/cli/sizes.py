# SPDX-License-Identifier: MIT
"""sizes.py GHIRBAL [CASE]: adversarial sizes: time in proportion to the input, memory flat, a status and never a crash.

Each case is made twice, the second four times as large. What is compared is processor time of the program itself, and
only the ratio of the two: 4 where time is linear, 16 where it is squared.
"""
import gzip
import os
import resource
import subprocess
import sys
import tempfile

GHIRBAL = os.path.abspath(sys.argv[1])
ONLY = sys.argv[2] if len(sys.argv) > 2 else None
MIB = 1 << 20


def run(options, data, limit=0):
    """Status, messages, processor seconds and the most memory, in MiB."""
    def bound():
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit * MIB, limit * MIB))
    with tempfile.TemporaryFile() as file, open(os.devnull, "wb") as nowhere, tempfile.TemporaryFile() as said:
        file.write(data)
        file.seek(0)
        child = subprocess.Popen([GHIRBAL, *options], stdin=file, stdout=nowhere, stderr=said, preexec_fn=bound)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return child.returncode, said.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def grows(what, make, size, options, most=260):
    """Linear time, and memory under a bound whatever the size, or in proportion to one record."""
    if ONLY and ONLY not in what:
        return
    for _ in range(3):
        small, large = (run(options, make(n)) for n in (size, 4 * size))
        assert small[0] == large[0] == 0, (what, small[:2], large[:2])
        ratio = large[2] / max(small[2], 0.03)
        if ratio < 9:
            break
    assert ratio < 9, f"{what}: four times as much takes {ratio:.1f} times as long"
    assert large[3] < most, f"{what}: {large[3]:.0f} MiB"
    print(f"ok - {what}: {ratio:.1f} times the time for 4 times the size, {large[3]:.0f} MiB", flush=True)


def ends(what, statuses, options, data=b"", said=None, limit=0):
    """With one of these statuses, and with a message unless it is 0."""
    if ONLY and ONLY not in what:
        return
    status, messages, _, _ = run(options, data, limit)
    assert status in statuses, (what, status, messages)
    assert status == 0 or messages.strip(), (what, status)
    assert said is None or said in messages, (what, messages)
    assert len(messages) < 5000, (what, len(messages))
    print(f"ok - {what}: status {status}", flush=True)


WET = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: %d\r\n\r\n"
LINE = "وصل القطار في موعده اليوم إلى المحطة.\n".encode()
JSONL, FROM_WET = ["--from=jsonl", "-q"], ["--from=wet", "-q"]

grows("empty documents", lambda n: b"\f" * n, 250000, [])
grows("empty records of JSON", lambda n: b'{"text":""}\n' * n, 250000, JSONL)
grows("blank lines of JSON", lambda n: b"\n" * n, 1000000, JSONL)
grows("empty records of WET", lambda n: (WET % 0 + b"\r\n\r\n") * n, 100000, FROM_WET)
grows("empty records to JSON, four threads", lambda n: (WET % 0 + b"\r\n\r\n") * n, 60000, ["-j4", "--to=jsonl", *FROM_WET])
grows("deep nesting", lambda n: b'{"a":' + b"[" * n + b"]" * n + b',"text":"x"}\n', 250000, JSONL)
grows("deep objects", lambda n: b'{"a":' * n + b"1" + b"}" * n + b"\n{\"text\":\"x\"}\n", 250000, JSONL)
grows("members", lambda n: b'{"text":"x"' + b"".join(b',"m%d":%d' % (i, i) for i in range(n)) + b"}\n", 200000, JSONL)
grows("many texts in a record", lambda n: b"{" + b'"text":"x",' * n + b'"a":1}\n', 20000, JSONL)
grows("a header of WET without end", lambda n: b"WARC/1.0\r\nX: " + b"x" * n, 12 * MIB, FROM_WET)
grows("header lines without end", lambda n: b"WARC/1.0\r\n" + b"X: x\r\n" * n, 2000000, FROM_WET)
grows("nothing but markers", lambda n: b"WARC/1.0\n" * n, 120000, FROM_WET)
grows("markers in long headers", lambda n: (b"WARC/1.0\r\n" + b"X: " + b"x" * 60000 + b"\r\n") * n, 100, FROM_WET)
grows("damage without end", lambda n: b"WARC/1." * n, 2000000, FROM_WET)
grows("records longer than they say", lambda n: (WET % 10**14 + b"x\r\n\r\n") * n, 20000, FROM_WET)
grows("one line of blanks", lambda n: b" " * n, 20 * MIB, ["--document=blank", "--max-document=256M"], 1200)
grows("one line of blanks, held", lambda n: b" " * n, 5 * MIB, ["--document=blank", "-j2"])
grows("blank lines", lambda n: b" \n" * n, 2000000, ["--document=blank"])
grows("a page and blanks", lambda n: LINE + b"\t" * n + b"x\n", 5 * MIB, ["--document=blank"])
grows("what gzip makes of little", lambda n: LINE * n, 60000, ["--only-normalize"])

for length in (b"9223372036854775808", b"18446744073709551617", b"-1", b"1e3", b"0x10", b"", b"999999999999999"):
    ends(f"Content-Length: {length.decode()}", {0}, ["--from=wet"],
         WET.replace(b"%d", length) + b"text\r\n\r\n" + WET % 2 + b"ok\r\n\r\n", b"damaged")

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open("bomb.gz", "wb") as file:
        file.write(gzip.compress(LINE * 1500000, 9))
    ends("a bomb of gzip in 300 MiB", {0}, ["--only-normalize", "bomb.gz"], limit=300)
    with open("wide.zst", "wb") as file:  # a frame that asks for a window of 2 GiB
        file.write(b"\x28\xb5\x2f\xfd\x00\xa8" + b"\x01\x00\x00")
    ends("a window of 2 GiB", {1}, ["wide.zst"], said=b"--max-window")
    ends("a window of 2 GiB that is allowed, in 64 MiB", {0, 3}, ["--max-window=2G", "wide.zst"], limit=64)
    with open("many.rules", "w", encoding="utf-8") as file:
        file.write("ghirbal 1\n[house]\n" + "".join(f"drop line سطر رقم {i} من الموقع\n" for i in range(100000)))
    ends("100,000 rules", {0}, ["--rules=many.rules"], LINE)
    with open("slots.rules", "w", encoding="utf-8") as file:
        file.write("ghirbal 1\n[house]\nslot a = {b} | x\nslot b = {a} | y\ndrop line {a} {b}\n")
    ends("slots that name each other", {2}, ["--rules=slots.rules"], LINE)
    os.chdir("/")

ends("-j 10000", {2}, ["-j", "10000"], LINE, b"1024")
ends("-j 1024 in 64 MiB", {0, 3}, ["-j", "1024"], LINE, limit=64)
page = LINE * 200000
for what, options, data in (
        ("text", [], page), ("text, four threads", ["-j4"], page), ("a long line", [], page.replace(b"\n", b" ")),
        ("JSON Lines", JSONL, b'{"text":"' + page.replace(b"\n", b"\\n") + b'"}\n'),
        ("WET", FROM_WET, WET % len(page) + page + b"\r\n\r\n"), ("WET to JSON", [*FROM_WET, "--to=jsonl"], WET % len(page) + page),
        ("blanks", ["--document=blank"], b" " * (40 * MIB))):
    ends(f"{what} in 64 MiB", {0, 3}, options, data, limit=64)
