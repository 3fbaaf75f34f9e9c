# SPDX-License-Identifier: MIT
"""cuts.py GHIRBAL FIXTURES SEED CASES|MINUTESm [CASE]: nothing depends on how the input was read.

Each case is fixtures as text, JSON Lines or WET, mutated by a seed, and options drawn by it. Output, messages,
status, rejects, explanations and counts are compared between reads of 1, 3 and 100 bytes and of all, one thread,
two and seven, plain, .gz and .zst, and reads that a signal interrupts. A difference leaves its input in cuts.found.
"""
import gzip
import glob
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import json

GHIRBAL, FIXTURES, SEED, MUCH = sys.argv[1:5]
# Names of one length, since an explanation that holds them is counted.
PIPE, PLAIN = "/dev/stdin", "plainplain"
PIECES = [b"\n", b"\r\n", b"\r\n\r\n", b"\n\n", b"\f", b"\0", b'"', b"\\", b"{", b"}", b"\xff", b"\xe2\x80", b" ", b" " * 300,
          b"WARC/1.0\r\n", b"\r\n\r\nWARC/1.1\r\nWARC-Type: conversion\r\nContent-Length: 20\r\n\r\n", b"\r", b"\t\n",
          b"Content-Length: 99999999\r\n", b"Content-Length: 70000\r\n", b"\xef\xbb\xbf", b"\\ud800", b'{"text":"x"}\n', b"\n \n",
          "شارك".encode(), "\nاقرأ أيضا: خبر\n".encode(), b"\xf3", "\u200f".encode(), b"\xed\xa0\x80", b"[" * 40, b"WARC/1.0\n"]


def mutate(rng, data):
    for _ in range(rng.choice([0, 1, 2, 5, 12])):
        at = rng.randrange(len(data) + 1)
        how = rng.random()
        if how < 0.45:
            data[at:at] = rng.choice(PIECES)
        elif how < 0.7:
            del data[at:at + rng.choice([1, 2, 4, 30, 1000])]
        elif how < 0.85:
            data[at:at + 1] = bytes([rng.randrange(256)])
        else:
            data[at:at] = data[at:at + rng.randrange(3000)]
    return data


def make(rng, kind, pages):
    if rng.random() < 0.12:  # beyond any buffer
        pages = pages * rng.choice([20, 40])
    if kind == "text":
        return bytearray(rng.choice([b"\f", b"\0", b"\n\n", b"\n \n\n"]).join(pages))
    if kind == "jsonl":
        texts = (page.decode("utf-8", "replace") for page in pages)
        lines = (json.dumps({"id": i, "text": rng.choice([text, text.split("\n")])}, ensure_ascii=bool(rng.randrange(2)))
                 for i, text in enumerate(texts))
        return bytearray("".join(line + "\n" for line in lines).encode())
    out, ends = bytearray(), [b"\r\n\r\n", b"\r\n\r\n", b"\r\n", b"\n\n", b"\n", b""]
    end = rng.choice(ends)
    for i, page in enumerate(pages):
        kind = rng.choice([b"conversion"] * 4 + [b"warcinfo"])
        if rng.random() < 0.1:
            end = rng.choice(ends)
        length = len(page) + rng.choice([0] * 12 + [1, -1, 2, -2, 4, -4, 70000, 10**15])
        out += b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:x:%d>\r\nContent-Length: %d\r\n\r\n" % (kind, i, length)
        out += page + end
    return out


def draw_options(rng, kind):
    options = ["--from=" + kind]
    if kind == "text":
        options += rng.choice([[], [], ["-z"], ["--document=blank"], ["--document=line"]])
    if kind == "jsonl":
        options += rng.choice([["--field=text"], ["--field=/text/*"], ["--field=text", "--field=/text/*"]])
    options += rng.choice([[], [], [], ["--max-document=1"], ["--max-document=100"], ["--max-document=3K"],
                           ["--max-document=66K"], ["--max-document=200K"]])
    options += rng.choice([[], [], [], ["--strict"], ["--invalid=fail"], ["--invalid=keep"]])
    options += rng.choice([[], [], [], ["--to=jsonl"], ["--to=text"]] if kind != "text" else [[], [], ["--to=jsonl"]])
    options += rng.choice([[], [], ["--drop-empty"], ["--only-normalize"], ["--normalize=none"], ["--normalize=search"]])
    return options + rng.choice([[], [], ["--explain"], ["--line-buffered"]])


def wait_for_handler(child):
    """Until the program catches SIGUSR1, which would end it before."""
    for _ in range(500):
        with open(f"/proc/{child.pid}/status", encoding="ascii") as file:
            caught = next((line for line in file if line.startswith("SigCgt")), "SigCgt: 0")
        if int(caught.split()[1], 16) >> signal.SIGUSR1 - 1 & 1:
            return
        time.sleep(0.01)
    raise TimeoutError("SIGUSR1 is not caught")


def feed(pipe, data, size, child=None):
    """Writes at most so many bytes at once; a pipe of one page makes each of them a read of its own."""
    try:
        if child is not None:
            wait_for_handler(child)
        for at in range(0, len(data), size):
            os.write(pipe, data[at:at + size])
            if child is not None and at // size % 7 == 0:
                child.send_signal(signal.SIGUSR1)
    except BrokenPipeError:
        pass
    os.close(pipe)


def clean(options, data, size=None, name=PIPE, interrupt=False):
    """Everything that a run says: status, output, messages, rejects and counts."""
    for file in ("rejects", "stats"):
        if os.path.exists(file):
            os.unlink(file)
    command = [GHIRBAL, "--rejects=rejects", "--stats=stats", *options]
    if size is None:
        with open(os.devnull, "rb") as nothing:
            run = subprocess.run([*command, name], stdin=nothing, capture_output=True)
        out, messages, status = run.stdout, run.stderr, run.returncode
    else:
        ours, theirs = os.pipe()
        run = subprocess.Popen([*command, PIPE], stdin=ours, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.close(ours)
        writer = threading.Thread(target=feed, args=(theirs, data, size, run if interrupt else None))
        writer.start()
        out, messages = run.communicate()
        writer.join()
        status = run.returncode
    said = b"\n".join(line for line in messages.split(b"\n") if b"records, 0:0" not in line or not interrupt)
    said = said.replace(name.encode(), PIPE.encode())
    files = []
    for file in ("rejects", "stats"):
        try:
            with open(file, "rb") as got:
                files.append(got.read().replace(name.encode(), PIPE.encode()))
        except FileNotFoundError:
            files.append(None)
    out = out.replace(name.encode(), PIPE.encode())
    return status, out, said, *files


def ways(rng, data):
    """The ways of reading that a case compares with the first; a slow one is drawn where the input is short."""
    yield "whole", {"name": PLAIN}
    for jobs in ("-j2", "-j7"):
        yield jobs, {"name": PLAIN, "options": [jobs]}
    sizes = [100] if len(data) > 300000 else [3, 100] if len(data) > 60000 else [1, 3, 100]
    for size in sizes:
        yield f"reads of {size}", {"size": size, "options": [rng.choice(["-j1", "-j2"])]}
    yield "interrupted", {"size": max(4000, len(data) // 40), "interrupt": True, "options": [rng.choice(["-j1", "-j7"])]}
    yield ".gz", {"name": PLAIN[:7] + ".gz", "options": [rng.choice(["-j1", "-j2"])]}
    yield ".zst", {"name": PLAIN[:6] + ".zst", "options": [rng.choice(["-j1", "-j7"])]}


def run_case(number, pages, packs):
    rng = random.Random(f"{SEED}/{number}")
    kind = rng.choice(["text", "jsonl", "wet"])
    data = bytes(mutate(rng, make(rng, kind, rng.sample(pages, rng.randrange(1, 5)))))
    options = draw_options(rng, kind)
    with open(PLAIN, "wb") as file:
        file.write(data)
    with open(PLAIN[:7] + ".gz", "wb") as file:
        file.write(gzip.compress(data, 1))
    if "zst" in packs:
        subprocess.run(["zstd", "-qf", PLAIN, "-o", PLAIN[:6] + ".zst"], check=True)
    wanted = None
    for what, way in ways(rng, data):
        if what[0] == "." and what[1:] not in packs:
            continue
        size, name = way.get("size"), way.get("name", PIPE)
        got = clean(options + way.get("options", []), data, size, name, way.get("interrupt", False))
        assert got[0] in (0, 1) and got[4] is not None, (number, options, what, got[0], got[2])
        wanted = wanted or got
        for part, a, b in zip(("status", "output", "messages", "rejects", "counts"), wanted, got):
            if a != b:
                with open(os.path.join(HOME, "cuts.found"), "wb") as file:
                    file.write(data)
                sys.exit(f"case {number}: {part} differs, {what}: {options}\n{first_difference(a, b)}")
    return kind


def first_difference(a, b):
    if not isinstance(a, bytes) or not isinstance(b, bytes):
        return f"{a!r}\n{b!r}"
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return f"at byte {at} of {len(a)} and {len(b)}:\n{a[max(0, at - 60):at + 60]!r}\n{b[max(0, at - 60):at + 60]!r}"


def main():
    pages = []
    for name in sorted(glob.glob(FIXTURES + "/*/page.txt")):
        with open(name, "rb") as file:
            pages.append(file.read())
    version = subprocess.run([GHIRBAL, "--version"], capture_output=True, text=True).stdout
    packs = [pack for pack in ("gz", "zst") if f".{pack} yes" in version]
    if "zst" in packs and subprocess.run(["which", "zstd"], capture_output=True).returncode:
        packs.remove("zst")
    until = time.time() + 60 * float(MUCH[:-1]) if MUCH.endswith("m") else None
    numbers = [int(sys.argv[5])] if len(sys.argv) > 5 else range(10**9 if until else int(MUCH))
    count = {}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for number in numbers:
            if until and time.time() > until:
                break
            kind = run_case(number, pages, packs)
            count[kind] = count.get(kind, 0) + 1
        os.chdir(HOME)
    print(f"# seed {SEED}: no difference in {count}, packed as {packs}")


HOME = os.getcwd()
GHIRBAL, FIXTURES = os.path.abspath(GHIRBAL), os.path.abspath(FIXTURES)
main()
