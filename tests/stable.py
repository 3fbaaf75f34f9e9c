# SPDX-License-Identifier: MIT
"""stable.py GHIRBAL SRCDIR [SHARED]: clean text is stable: cleaning what was cleaned changes nothing.

Every page is cleaned as it is and in disguises that make it no other page to a reader, then what came
out is cleaned again, under --normalize=none and standard.  Pages that a second run changes are named.
"""
import glob
import json
import random
import re
import subprocess
import sys
import unicodedata

# Of the thousands of pages of sites every so many-th will do.
SITES_STEP = 4

LETTER = "[\u0621-\u064a]"


def as_it_is(text, rng):
    return text


def vowelled(text, rng):
    return re.sub("(%s)" % LETTER, "\\1\u064e", text)


def mixed_vowels(text, rng):
    """Marks on some letters, as in real text: a caption that stands twice is vowelled otherwise."""
    return re.sub(LETTER, lambda m: m.group() + rng.choice(["", "", "\u064e", "\u0651", "\u0652", "\u0640"]), text)


def with_rlm(text, rng):
    return re.sub(r"(?m)^(?=.)|(?<=.)$|(?<= )", lambda m: rng.choice(["", "\u200f"]), text)


def with_nbsp(text, rng):
    return re.sub(" ", lambda m: rng.choice([" ", "\u00a0", "\u00a0"]), text)


def decomposed(text, rng):
    return unicodedata.normalize("NFD", text)


DISGUISES = [as_it_is, vowelled, mixed_vowels, with_rlm, with_nbsp, decomposed]


def disguised(page, rng):
    """A page's bytes in each disguise, the last with one byte broken."""
    text = page.decode("utf-8", "replace").replace("\f", "\n")
    for disguise in DISGUISES:
        yield disguise.__name__, disguise(text, rng).encode()
    broken = bytearray(text.encode())
    if broken:
        broken[rng.randrange(len(broken))] = 0xFF
    yield "one byte broken", bytes(broken).replace(b"\f", b"\n")


def clean(ghirbal, text, normalize):
    return subprocess.run([ghirbal, "--normalize=" + normalize], input=text, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True).stdout


def pages_of(srcdir, shared):
    patterns = [srcdir + "/fixtures/*/page.txt", srcdir + "/tests/devset/docs/*.txt", srcdir + "/tests/holdout/docs/*.txt"]
    if shared:
        patterns += [shared + "/" + p for p in ("gold/docs/*.txt", "seeds/docs/*.txt", "pages/*.txt")]
    for pattern in patterns:
        for path in sorted(glob.glob(pattern)):
            with open(path, "rb") as file:
                yield path, file.read()
    for path in sorted(glob.glob((shared or "/nowhere") + "/sites/*.jsonl")):
        with open(path, encoding="utf-8") as file:
            for number, line in list(enumerate(file, 1))[::SITES_STEP]:
                yield "%s:%d" % (path, number), json.loads(line)["text"].encode("utf-8", "replace")


def main():
    ghirbal, srcdir = sys.argv[1:3]
    rng = random.Random(17)
    count = unstable = 0
    names, texts = [], []
    for path, page in pages_of(srcdir, sys.argv[3] if len(sys.argv) > 3 else None):
        for how, text in disguised(page, rng):
            names.append("%s, %s" % (path, how))
            texts.append(text)
    for normalize in "none", "standard":
        # All in one run, each a document that ends at a form feed.
        once = clean(ghirbal, b"".join(text + b"\f" for text in texts), normalize)
        twice = clean(ghirbal, once, normalize)
        one, two = once.split(b"\f"), twice.split(b"\f")
        if not len(one) == len(two) == len(texts) + 1:
            print("%d documents became %d and %d" % (len(texts), len(one) - 1, len(two) - 1))
            unstable += 1
        for name, first, second in zip(names, one, two):
            count += 1
            if first != second:
                unstable += 1
                before, after = first.splitlines(), second.splitlines()
                gone = [line for line in before if line not in after][:1]
                print("not stable under --normalize=%s: %s: %s" %
                      (normalize, name, gone[0].decode("utf-8", "replace") if gone else "a line became another"))
    print("%d pages cleaned twice, %d not stable" % (count, unstable))
    return unstable > 0 or count == 0


sys.exit(main())
