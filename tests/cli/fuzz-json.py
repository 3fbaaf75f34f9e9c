# SPDX-License-Identifier: MIT
"""fuzz-json.py FIND-STRINGS SEED COUNT: holds json_find() against Python's json on COUNT seeded lines.

Half of the lines are JSON in every spelling that the grammar allows, half are that with bytes put in, taken
out or exchanged.  Both readers must agree on which lines are JSON, on which strings the paths lead to, and
on what is in them, duplicate keys and lone surrogates included.
"""
import json
import random
import subprocess
import sys

sys.setrecursionlimit(10000)
FIELDS = ["text", "/meta/body", "/list/1", "/a~1b/~0", "/text/text", "/0/text", "/text/*", "/meta/list/*"]
KEYS = ["text", "text", "text", "meta", "meta", "body", "list", "a/b", "~", "id", "", "نص", "\U0001F600", "\ud800"]
WORDS = ["", "نص", "a", "\n", "\t", "\"", "\\", "/", "\x00", "\x1f", "\x7f", "\u2028", "\u0085", "\ud800",
         "\udc00", "\ud83d\ude00", "\U0001F600", "\U000F0000", "مقالات ذات صلة", "\\u0627", "<b>", "é"]
NUMBERS = ["0", "-0", "1.0", "1e400", "-1E-5", "12345678901234567890123", "0.10", "NaN", "Infinity",
           "-Infinity", "1.5e+3"]
BROKEN = ["01", "1.", ".5", "+1", "-", "1e", "True", "nul", "'a'", "\"\x01\"", "\"\\x\"", "\"\\u12g4\"",
          "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "[1 2]", "\"", "\"\\", "//", ""]


def string(rng, text):
    out = []
    for char in text:
        code = ord(char)
        how = rng.random()
        if char in "\"\\" or code < 0x20 or 0xd800 <= code < 0xe000 or how < 0.15:
            if char in "\"\\/\b\f\n\r\t" and how < 0.6:
                out.append({"\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char, "\\" + char))
            elif code > 0xffff:
                code -= 0x10000
                out.append("\\u%04x\\u%04X" % (0xd800 + (code >> 10), 0xdc00 + (code & 0x3ff)))
            else:
                out.append(("\\u%04x" if rng.random() < 0.5 else "\\u%04X") % code)
        else:
            out.append(char)
    return '"' + "".join(out) + '"'


def words(rng):
    return "".join(rng.choice(WORDS) for _ in range(rng.randrange(6)))


def blanks(rng):
    return rng.choice(["", "", "", " ", "\t", "\r", "  "])


def value(rng, depth, top=False):
    kind = rng.random() / (3 if top else 1)
    if depth > 0 and kind < 0.3:
        items = []
        for _ in range(rng.randrange(7 if top else 4)):
            key = string(rng, rng.choice(KEYS))
            items.append(blanks(rng) + key + blanks(rng) + ":" + blanks(rng) + value(rng, depth - 1) + blanks(rng))
        return "{" + (",".join(items) or blanks(rng)) + "}"
    if depth > 0 and kind < 0.4:
        items = [blanks(rng) + value(rng, depth - 1) + blanks(rng) for _ in range(rng.randrange(4))]
        return "[" + (",".join(items) or blanks(rng)) + "]"
    if kind < 0.9:
        return string(rng, words(rng))
    if kind < 0.997:
        return rng.choice(NUMBERS + ["true", "false", "null"])
    return rng.choice(BROKEN)


def mutate(rng, line):
    line = bytearray(line)
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(line) + 1)
        how = rng.random()
        if how < 0.4:
            line[at:at] = rng.choice([b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"\xff", b"\x00", b"u", b"0"])
        elif how < 0.7:
            del line[at:at + rng.randrange(1, 3)]
        elif at < len(line):
            line[at] = rng.randrange(256)
    return bytes(line).replace(b"\n", b" ")


class Pairs(list):
    """The members of an object, duplicates kept."""


def follow(node, parts):
    """What the path leads to: strings, and where it ends in "*" lists of those of an array."""
    if parts == ["*"] and isinstance(node, list) and not isinstance(node, Pairs):
        return [[item for item in node if isinstance(item, str) and not isinstance(item, Number)]]
    if not parts:
        return [node] if isinstance(node, str) and not isinstance(node, Number) else []
    found = []
    if isinstance(node, Pairs):
        for key, member in node:
            if key == parts[0]:
                found += follow(member, parts[1:])
    elif isinstance(node, list):
        part = parts[0]
        if part.isascii() and part.isdigit() and str(int(part)) == part and int(part) < len(node):
            found = follow(node[int(part)], parts[1:])
    return found


class Number(str):
    """A number as it was written: its value is nobody's business here."""


def expected(line, path):
    text = line.decode("utf-8", "surrogateescape")
    try:
        root = json.loads(text, object_pairs_hook=Pairs, parse_int=Number, parse_float=Number, parse_constant=Number)
    except (ValueError, RecursionError):
        return None
    parts = [p.replace("~1", "/").replace("~0", "~") for p in path.split("/")[1:]] if path.startswith("/") else [path]
    return follow(root, parts)


def main():
    tool, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(seed)
    lines = []
    for i in range(count):
        line = (blanks(rng) + value(rng, 5, True) + blanks(rng)).encode("utf-8").replace(b"\n", b" ")
        lines.append(mutate(rng, line) if i % 2 else line)
    lines += [b"[" * 1000 + b"]" * 1000, b"{\"text\":" * 500 + b"\"x\"" + b"}" * 500]
    seen = {"wrong": 0, "none": 0, "found": 0}
    for path in FIELDS:
        done = subprocess.run([tool, path], input=b"\n".join(lines) + b"\n", capture_output=True, check=False)
        if done.returncode:
            sys.exit(done.stderr.decode("utf-8", "replace"))
        answers = done.stdout.split(b"\n")[:-1]
        assert len(answers) == len(lines), (len(answers), len(lines))
        for line, answer in zip(lines, answers):
            parts = answer.split(b"\t ")
            want = expected(line, path)
            verdict = "wrong" if want is None else "found" if want else "none"
            seen[verdict] += 1
            texts = [text for item in want or [] for text in (item if isinstance(item, list) else [item])]
            got = [json.loads('"' + p.decode("utf-8", "surrogateescape") + '"') for p in parts[1:]]
            if parts[0].decode() != verdict or got != texts:
                sys.exit(f"{path}: {line!r}: wanted {verdict} {want!r}, got {answer!r}")
    print(f"# seed {seed}: {len(lines)} lines, {seen}")
    assert min(seen.values()) > len(lines) // 20, seen


main()
