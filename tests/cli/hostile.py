# SPDX-License-Identifier: MIT
"""hostile.py make SEED COUNT MEGABYTES >IN: honest and hostile JSON Lines, one line of so many megabytes.
hostile.py check GHIRBAL IN OUT: holds OUT against IN by Python's json.

What is checked: a line that is not JSON or has no string "text" is the same bytes; of every other line all
bytes outside that string are the same; and the string is what `ghirbal -z` makes of it as plain text.
"""
import json
import random
import subprocess
import sys
from json.decoder import scanstring

WORDS = ("مقالات كتاب مُحَمَّد ـــ السلام عليكم اضغط هنا للمزيد 1445هـ الــسلام ﻣﺮﺣﺒﺎ \u200f \ufeff (a) é "
         "\U0001F600 \u2028 \u0085 \x0b \" \\ / < >").split(" ") + ["شاهد أيضا\n", "تابعونا على فيسبوك\n", "\n", "."]
NUMBERS = ["0", "1.0", "-0.0", "1e400", "123456789012345678901234567890", "0.1000000000000000055511151231257827", "NaN"]


def text(rng):
    lines = ("%s\n" % " ".join(rng.choice(WORDS) for _ in range(rng.randrange(1, 12))) for _ in range(rng.randrange(6)))
    return "".join(lines)


def quoted(rng, string):
    how = rng.random()
    out = json.dumps(string, ensure_ascii=how < 0.3)
    if how > 0.9:
        out = out.replace("/", "\\/").replace("<", "\\u003c")
    return out


def other(rng, depth):
    kind = rng.random()
    if depth and kind < 0.2:
        return "{%s}" % ", ".join('"%s" :%s' % (rng.choice(["text", "a", "\\u0000"]), other(rng, depth - 1))
                                  for _ in range(rng.randrange(3)))
    if depth and kind < 0.3:
        return "[%s]" % ",".join(other(rng, depth - 1) for _ in range(rng.randrange(3)))
    return quoted(rng, text(rng)) if kind < 0.5 else rng.choice(NUMBERS + ["true", "null"])


def record(rng):
    members = ['"id": %d' % rng.randrange(10**6), '"url":"https:\\/\\/example.org\\/"']
    members += ['%s:%s%s' % (quoted(rng, rng.choice(["meta", "Text", "text ", "نص"])), rng.choice(["", " "]), other(rng, 3))
                for _ in range(rng.randrange(3))]
    for _ in range(rng.choice([1, 1, 1, 1, 2, 0])):
        members.insert(rng.randrange(len(members) + 1), '"%s": %s' % (rng.choice(["text", "text", "te\\u0078t"]), quoted(rng, text(rng))))
    line = "{%s}" % rng.choice([", ", ",", " ,\t"]).join(members)
    line = line.encode("utf-8")
    how = rng.random()
    if how < 0.02:
        line = line.replace(b"a", b"\xff", 1) + b"\r"
    elif how < 0.04:
        line = line.replace(b"\\n", b"\\ud83d\\n", 1)
    elif how < 0.06:
        line = line.replace(b"\\n", b"\\u0000\\udc00\\ud800", 1)
    elif how < 0.1:
        at = rng.randrange(len(line))
        line = line[:at] + rng.choice([b"", b"\x00", b'"', b"}", b"\\"]) + line[at + 1:]
    elif how < 0.11:
        line = rng.choice([b"", b"   ", b"null", b'"text"', b"[" * 3000 + b"]" * 3000, b"\xef\xbb\xbf{}", line + line])
    elif how < 0.12:
        line = b'{"text":' * 400 + b'"x"' + b"}" * 400
    return line


def make(seed, count, megabytes):
    rng = random.Random(seed)
    for i in range(count):
        if i == count // 2:
            long = "{\"text\":\"%s\"}\n" % ("مقالات كتاب " * (megabytes * 1000000 // 22))
            sys.stdout.buffer.write(long.encode("utf-8"))
        sys.stdout.buffer.write(record(rng) + (b"\n" if i + 1 < count else b""))


def skip(line, at):
    while at < len(line) and line[at] in " \t\r\n":
        at += 1
    return at


DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


def strings(line):
    """Where the strings of "text" lie in a line, quotes included, and what is in them; [] if none does."""
    at = skip(line, 0)
    try:
        json.loads(line, parse_int=str, parse_float=str)
        if line[at] != "{":
            return []
        found, at = [], skip(line, at + 1)
        while line[at] == '"':
            key, at = scanstring(line, at + 1, True)
            begin = skip(line, skip(line, at) + 1)
            value, end = DECODER.raw_decode(line, begin)
            if key == "text" and line[begin] == '"':
                found.append((begin, end, value))
            at = skip(line, skip(line, end) + 1)
            if line[skip(line, end)] == "}":
                break
        return found
    except (ValueError, RecursionError):
        return []


def is_plain(string):
    """Whether plain text can hold it: no NUL, nothing that is not UTF-8."""
    return "\0" not in string and not any(0xd800 <= ord(char) < 0xe000 for char in string)


def check(ghirbal, before, after):
    pairs, changed, checked = [], 0, 0
    with open(before, "rb") as old, open(after, "rb") as new:
        lines = list(zip(old.read().split(b"\n"), new.read().split(b"\n"), strict=True))
    for number, (a, b) in enumerate(lines, 1):
        if len(a) > 16 << 20:
            assert a == b, f"line {number}: a long line changed"
            continue
        a, b = a.decode("utf-8", "surrogateescape"), b.decode("utf-8", "surrogateescape")
        was, now = strings(a), strings(b)
        if not was:
            assert a == b, f"line {number}: changed: {a!r} {b!r}"
            continue
        assert len(was) == len(now), f"line {number}: {a!r} {b!r}"
        changed += a != b
        at_a = at_b = 0
        for (begin_a, end_a, text_a), (begin_b, end_b, text_b) in zip(was, now):
            assert a[at_a:begin_a] == b[at_b:begin_b], f"line {number}: {a!r} {b!r}"
            assert text_a != text_b or a[begin_a:end_a] == b[begin_b:end_b], f"line {number}: spelt anew {a!r} {b!r}"
            at_a, at_b = end_a, end_b
            if is_plain(text_a):
                pairs.append((text_a, text_b))
        assert a[at_a:] == b[at_b:], f"line {number}: {a!r} {b!r}"
        checked += 1
    texts = "\0".join(text for text, _ in pairs).encode("utf-8")
    clean = subprocess.run([ghirbal, "-z"], input=texts, capture_output=True, check=True).stdout.decode("utf-8").split("\0")
    for (was, now), want in zip(pairs, clean, strict=True):
        assert now == want, f"{was!r}: wanted {want!r}, got {now!r}"
    print(f"# {len(lines)} lines, {checked} with text, {changed} changed, {len(pairs)} texts compared")
    assert changed > len(lines) // 10 and len(pairs) > len(lines) // 3


if sys.argv[1] == "make":
    make(int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
else:
    check(sys.argv[2], sys.argv[3], sys.argv[4])
