# SPDX-License-Identifier: MIT
"""The normaliser against an oracle that shares nothing with it.

What must come out is worked out here from Python's unicodedata and the contract of the normaliser,
written down once more as ranges; letters.def is not read.  Usage: norm-sweep.py NORM-TOOL SRCDIR
"""
import bz2
import os
import random
import re
import subprocess
import sys
import unicodedata

TOOL, SRCDIR = sys.argv[1], sys.argv[2]
SHARED = os.path.join(SRCDIR, "..", "shared")
SEED = 20240229
failures = 0
checks = 0


def run(switches, text, way="short"):
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    done = subprocess.run([TOOL, switches, way], input=data, stdout=subprocess.PIPE, check=True)
    return done.stdout


def complain(text):
    global failures
    failures += 1
    if failures <= 20:
        print(text)


def show(text):
    return " ".join("%04X" % ord(c) for c in text[:24]) + (" ..." if len(text) > 24 else "")


def expect(switches, words, wanted, what):
    """One word a line, all in one run."""
    global checks
    got = run(switches, "\n".join(words)).decode("utf-8").split("\n")
    if len(got) != len(words):
        complain("%s: %s: %d lines became %d" % (what, switches, len(words), len(got)))
        return
    for word, want, have in zip(words, wanted, got):
        checks += 1
        if want != have:
            complain("%s: %s: %s gives %s, not %s" % (what, switches, show(word), show(have), show(want)))


# ---- the contract once more ----

def ranges(text):
    made = set()
    for part in text.split():
        first, _, last = part.partition("-")
        made.update(range(int(first, 16), int(last or first, 16) + 1))
    return made


TASHKEEL = ranges("0610-061A 064B-0653 0656-065F 0670 06D6-06DC 06DF-06E8 06EA-06ED 0897-089F 08CA-08E1 08E3-08FF"
                  " 10EFA-10EFF")
MARKS = TASHKEEL | {0x654, 0x655}
INVISIBLE = ranges("061C 200E-200F 202A-202E 2060-2064 2066-2069 206A-206F 200B FEFF FFF9-FFFC 3164 00AD 0000-0008 000E-001B"
                   " 007F-0084 0086-009F")
# White_Space of PropList.txt but for TAB, LF and the space, and the separators that Python takes as such too.
BLANKS = {cp for cp in range(0x3001) if chr(cp).isspace()} - {0x9, 0xA, 0x20}
NO_BREAK = {0xA0, 0x2007, 0x202F}
PAUSES = ranges("06D6-06DC 0615-0617 08D5-08E1")
PLAIN = ranges("0621-063A 0641-064A")
SEEN = ranges("0633-0636")
NOT_LETTERS = {0xFE73} | ranges("FBB2-FBD2 FD3E-FD4F FDCF FDF0-FDFF FEFF FD90-FD91 FDC8-FDCE")
TATWEEL = "\u0640"
TAIL = "\ufe73"

# Where the result is not what the rule of the table would give, and why.
REASONS = {
    # Letters of Persian, Urdu, Sindhi, Uyghur: alone they stay, in a word they become the letters they are.
    "stay alone": ranges("FB50-FBA9 FBAE-FBB1 FBD3-FBFB"),
    # Marks and letter-with-mark ligatures are tashkeel in disguise: without this, standard would keep it.
    "marks": ranges("FC5B-FC63 FC90 FCD9 FCF2-FCF4 FD3C-FD3D"),
}
# Decomposed by Unicode to Urdu and Persian letters; in Arabic text they are these.
REDRAWN = {0xFBAA: "ه", 0xFBAB: "ه", 0xFBAC: "ه", 0xFBAD: "ه", 0xFBFC: "ى", 0xFBFD: "ى", 0xFBFE: "ي", 0xFBFF: "ي"}


def is_letter(char):
    cp = ord(char)
    if cp in NOT_LETTERS:
        return False
    if 0xFB50 <= cp <= 0xFDFF or 0xFE70 <= cp <= 0xFEFE:
        return cp not in UNASSIGNED
    arabic = 0x600 <= cp < 0x700 or 0x750 <= cp < 0x780 or 0x870 <= cp < 0x900 or 0x10EC0 <= cp < 0x10F00
    return arabic and char != TATWEEL and cp not in MARKS and unicodedata.category(char) in ("Lo", "Lm")


UNASSIGNED = {cp for cp in range(0xFB50, 0xFF00) if unicodedata.category(chr(cp)) == "Cn"}


def is_persian(char):
    """A letter that no Arabic word has; veh and alef wasla some have."""
    cp = ord(char)
    if cp >= 0xFB50:
        return cp not in REDRAWN and cp in REASONS["stay alone"] and \
            any(is_persian(chr(int(p, 16))) for p in unicodedata.decomposition(char).split()[1:])
    return is_letter(char) and cp not in PLAIN and cp not in (0x671, 0x6A4)


def unfold(char, company):
    """company: the other letters and marks of its word."""
    cp = ord(char)
    if cp in REDRAWN:
        if any(map(is_persian, company)):
            return "\u06be" if cp < 0xFBFC else "\u06cc"
        return REDRAWN[cp]
    if not (0xFB50 <= cp <= 0xFDC7 or 0xFE70 <= cp <= 0xFEFC):
        return char
    parts = unicodedata.decomposition(char).split()
    if not parts or not parts[0].startswith("<"):
        return char
    made = "".join(chr(int(p, 16)) for p in parts[1:]).replace(" ", "").replace(TATWEEL, "")
    if cp in REASONS["stay alone"]:
        return made if any(map(is_letter, company)) else char
    if cp >= 0xFE70 or cp in REASONS["marks"] or all(ord(c) in PLAIN for c in made):
        return made
    return char


def neighbour(word, at, step):
    at += step
    while 0 <= at < len(word) and (ord(word[at]) in MARKS or word[at] == TATWEEL):
        at += step
    return word[at] if 0 <= at < len(word) else " "


def joins(char):
    cp = ord(char)
    return char in "\"'«»‘’‚‛“”„‟‹›" or char.isdigit() and cp < 0x700 or \
        ("LATIN" in unicodedata.name(char, "") and char.isalpha() and cp < 0x250)


def seats(word, at):
    marks = ""
    for char in word[at + 1:]:
        if ord(char) not in MARKS:
            break
        marks += char
    return marks


def start_of(word, at):
    """Where the run of tatweels and marks that at belongs to has its first tatweel."""
    while at > 0 and (ord(word[at - 1]) in MARKS or word[at - 1] == TATWEEL):
        at -= 1
    return word.index(TATWEEL, at)


def drop_tatweel(word, all_of_it):
    kept = ""
    for at, char in enumerate(word):
        if char == TATWEEL:
            before, after, marks = neighbour(word, at, -1), neighbour(word, at, 1), seats(word, at)
            stretch = STRETCH.match(word, start_of(word, at))
            marks_on_it = set(stretch.group()) - {TATWEEL}
            if all_of_it:
                continue
            if not set(marks) & {"\u0654", "\u0655"}:
                if is_letter(before) and is_letter(after):
                    continue
                if is_letter(before) and joins(after) or is_letter(after) and joins(before):
                    if at > stretch.start():
                        continue
                elif is_letter(before) and marks_on_it:
                    continue
        kept += char
    return kept


def in_word(char):
    return is_letter(char) or ord(char) in MARKS or char == TATWEEL


def around(word, at):
    """What else is in the word of the language that at is in."""
    start, end = at, at + 1
    while start > 0 and in_word(word[start - 1]):
        start -= 1
    while end < len(word) and in_word(word[end]):
        end += 1
    return word[start:at] + word[at + 1:end]


def drop_carriers(word, gone):
    """No-break spaces under marks that are all to go."""
    made = ""
    for at, char in enumerate(word):
        if ord(char) in NO_BREAK:
            marks = seats(word, at)
            after = word[at + 1 + len(marks):][:1] or " "
            before = made[-1:] or " "
            edge = before.isspace() or after.isspace()
            inside = in_word(before) and is_letter(after) and not any(ord(m) in PAUSES for m in marks)
            if marks and all(ord(m) in gone for m in marks) and (edge or inside):
                continue
        made += char
    return made


KASRA, DAMMA, FATHA = set("\u0650\u061a\u064d\u08f2\u0655"), set("\u064f\u0619\u064c\u08f1"), set("\u064e\u0618")
FATHATAN = set("\u064b\u08f0\u0657")


def seated_letter(word, at):
    """What a hamza on the tatweel or carrier at at is written as, from the vowels on it and before it."""
    on, before, start = set(seats(word, at)), neighbour(word, at, -1), at
    while start > 0 and (ord(word[start - 1]) in MARKS or word[start - 1] == TATWEEL):
        start -= 1
    vowels = [c for c in word[start:at] if {c} & (KASRA | DAMMA | FATHA | FATHATAN)]
    vowel = {vowels[0]} if vowels else set()
    after = word[at + 1 + len(seats(word, at)):].lstrip(TATWEEL)
    if on & KASRA or vowel & KASRA or before in "يئىی":
        return "ئ"
    last = [c for c in seats(word, at) if {c} & (DAMMA | FATHA | FATHATAN)][-1:]
    if set(last) & DAMMA or vowel & DAMMA:
        return "ؤ"
    if set(last) & FATHA:
        return "آ" if after.startswith("ا") else "أ"
    return "آ" if not last and after.startswith("ا") and before == "ل" else "ئ"


def unseat(word):
    made, at = "", 0
    while at < len(word):
        char, marks = word[at], seats(word, at)
        carrier = ord(char) in NO_BREAK and at > 0 and in_word(word[at - 1])
        at += 1
        if not (char == TATWEEL or carrier) or not set(marks) & {"\u0654", "\u0655"}:
            made += char
            continue
        letter = seated_letter(word, at - 1)
        first = min(i for i, c in enumerate(marks) if c in "\u0654\u0655")
        at += len(marks)
        marks = marks[:first] + marks[first + 1:]
        if letter == "آ":
            marks = "".join(c for c in marks if c not in FATHA)
            run = re.match(TATWEEL + "*", word[at:]).end()
            word = word[:at + run] + word[at + run + 1:]
        made += letter + marks
    return made


def search_letters(word):
    """Lookalikes, alef, hamza, yeh, teh, hamza-alef."""
    made = ""
    for at, char in enumerate(word):
        char = "ي" if char in "یے" else char
        made += {"ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه", "ۂ": "ه", "ۃ": "ة", "ۓ": "ئ"}.get(char, char)
    word = unicodedata.normalize("NFC", made)
    word = re.sub("ىء", "ئ", re.sub("ى[\u0654\u0655]", "ئ", word))
    word = re.sub("(?<=[أإآٱٲٳٵؤئ])[\u0653\u0654\u0655]+", "", word)
    word = word.translate({ord(a): b for a, b in zip("أإآٱٲٳٵؤئىة", "اااااااوييه")})
    while True:
        cut = re.search("ءا", word)
        if not cut:
            break
        last = is_letter(neighbour(word, cut.start(), -1)) and not is_letter(neighbour(word, cut.start() + 1, 1))
        if last:
            break
        word = word[:cut.start()] + word[cut.start() + 1:]
    word = re.sub("[\u0654\u0655]", "", word)
    return "".join(str(unicodedata.digit(c)) if 0x660 <= ord(c) <= 0x669 or 0x6F0 <= ord(c) <= 0x6F9 else c for c in word)


ONE_WORD = {0xFDF2: "الله", 0xFDF3: "أكبر", 0xFDF4: "محمد", 0xFDF5: "صلعم", 0xFDF6: "رسول", 0xFDF7: "عليه", 0xFDF8: "وسلم",
            0xFDF9: "صلى"}


def expand_words(word):
    """search: each of the eight words, between blanks where a letter touches; the contexts have no particle but alef."""
    made, open_phrase = "", False
    for char in word:
        if open_phrase and ord(char) not in MARKS and char != TATWEEL:
            made += " " if is_letter(char) else ""
            open_phrase = False
        if ord(char) not in ONE_WORD:
            made += char
            continue
        text = ONE_WORD[ord(char)]
        so_far = re.sub("[%s%s]" % (MARK_SET, TATWEEL), "", re.split("[^%s\u0621-\u064a]" % MARK_SET, made)[-1])
        if so_far == "ا" and text[0] == "ا":
            text = text[1:]
        elif so_far and not all(c in "وفبتكل" for c in so_far):
            made += " "
        made += text
        open_phrase = True
    return made


MARK_SET = "".join(map(chr, sorted(MARKS)))


def normalise(word, profile):
    """A word without digits, emoji or joiners, as the contract has it."""
    word = "".join(c for c in word if ord(c) not in INVISIBLE and c != "\u034f")
    made = ""
    for at, char in enumerate(word):
        if char == TAIL:
            base = made.rstrip("".join(map(chr, MARKS)))
            made += "" if base and ord(base[-1]) in SEEN else char
        else:
            made += unfold(char, around(word, at))
    word = unicodedata.normalize("NFC", made)
    word = drop_carriers(word, TASHKEEL if profile != "light" else set())
    if profile == "search":
        word = unicodedata.normalize("NFC", unseat(expand_words(word)))
    if profile != "light":
        word = re.sub(TATWEEL + "(?=([%s]+)(?![%s\u0654\u0655]))" % (CLASS, CLASS), "", word)
        word = "".join(c for c in word if ord(c) not in TASHKEEL)
    word = drop_tatweel(word, profile == "search")
    if profile == "search":
        word = search_letters(word)
    word = "".join(c if ord(c) not in BLANKS or ord(c) in NO_BREAK and seats(word, at) else " " for at, c in enumerate(word))
    return unicodedata.normalize("NFC", word).rstrip(" \t")


STRETCH = re.compile("[%s%s]+" % (TATWEEL, "".join(map(chr, sorted(MARKS)))))
CLASS = "".join(map(chr, sorted(TASHKEEL)))


def sweep():
    blocks = ranges("0600-06FF 0750-077F 0870-08FF FB50-FDFF FE70-FEFF 10EC0-10EFF 2000-206F 00A0-00FF")
    blocks -= {0x200C, 0x200D, 0x2011, 0xA}
    newer = {cp for cp in blocks if cp not in INVISIBLE and not assigned(chr(cp))}
    print("left out, not in this unicodedata: %d code points of %d" % (len(newer), len(blocks)))
    fresh = sorted(newer & TASHKEEL)
    expect("standard", ["ب%sت" % chr(cp) for cp in fresh], ["بت"] * len(fresh), "new marks")
    contexts = ["%s", "ب%sت", "بَ%sت", "س%s", "%sَ", "ا%s", "ـ%s", "ب%sـت"]
    for profile in ("standard", "light", "search"):
        words = [c % chr(cp) for cp in sorted(blocks - newer) for c in contexts]
        expect(profile, words, [normalise(w, profile) for w in words], "sweep")


# ---- NFC ----

def assigned(text):
    return all(unicodedata.category(c) != "Cn" for c in text)


def composition():
    every = [chr(cp) for cp in range(0x20, 0x110000) if not 0xD800 <= cp < 0xE000]
    every = [c for c in every if assigned(c)]
    expect("none,+compose", every, [unicodedata.normalize("NFC", c) for c in every], "alone")
    wholes = [unicodedata.normalize("NFD", c) for c in every]
    wholes = [w for w in wholes if len(w) > 1]
    expect("none,+compose", wholes, [unicodedata.normalize("NFC", w) for w in wholes], "decomposed")
    marks = [c for c in every if unicodedata.combining(c)]
    starters = [w[0] for w in wholes] + list("ابتيوهےۃ")
    dice = random.Random(SEED)
    words = []
    for _ in range(60000):
        pool = marks if dice.random() < 0.5 else [m for m in marks[:400]] + list("\u0653\u0654\u0655\u064b\u0651") * 20
        words.append("".join(dice.choice(starters) + "".join(dice.choices(pool, k=dice.randrange(5)))
                             for _ in range(dice.randrange(1, 4))))
    expect("none,+compose", words, [unicodedata.normalize("NFC", w) for w in words], "random marks")


def normalization_test():
    base = "/usr/share/unicode/NormalizationTest.txt"
    for name, opener in ((base, open), (base + ".bz2", bz2.open)):
        if os.path.exists(name):
            with opener(name, "rt", encoding="utf-8") as lines:
                rows = [l.split(";")[:5] for l in lines if re.match("[0-9A-F]", l)]
            break
    else:
        print("skipped: NormalizationTest.txt is not here (Debian: unicode-data)")
        return
    cases = [["".join(chr(int(h, 16)) for h in f.split()) for f in row] for row in rows]
    arabic = [c for c in cases if any(0x600 <= ord(x) < 0x700 or 0x870 <= ord(x) < 0x900 or 0x10EC0 <= ord(x) < 0x10F00
                                      or 0xFB50 <= ord(x) < 0xFE00 or 0xFE70 <= ord(x) < 0xFF00 for x in c[0])]
    rest = [c for c in cases if c not in arabic and assigned(c[0])]
    rest = random.Random(SEED).sample(rest, min(4000, len(rest)))
    for group, what in ((arabic, "NormalizationTest, Arabic"), (rest, "NormalizationTest, sample")):
        words = [c[i] for c in group for i in range(5) if "\n" not in c[i]]
        wanted = [c[1] if i < 3 else c[3] for c in group for i in range(5) if "\n" not in c[i]]
        expect("none,+compose", words, wanted, what)
        print("%s: %d cases" % (what, len(group)))


# ---- properties ----

ASCII_ETC = re.compile("[0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]")
ALL_BLANKS = re.compile("[ \u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u1680\u0085\r\v\f\x1c-\x1f]")


def properties(name, text, profiles=("light", "standard", "search")):
    global checks
    for profile in profiles:
        out = run(profile, text)
        for way in ("portable", "reference"):
            if run(profile, text, way) != out:
                complain("%s: %s: the %s way differs" % (name, profile, way))
        made = out.decode("utf-8")
        if run(profile, out) != out:
            complain("%s: %s: not idempotent" % (name, profile))
        if unicodedata.normalize("NFC", made) != made:
            complain("%s: %s: not NFC" % (name, profile))
        if made.count(" ") > len(ALL_BLANKS.findall(text)):
            complain("%s: %s: a blank was inserted" % (name, profile))
        if made.count("\n") != text.count("\n"):
            complain("%s: %s: line count" % (name, profile))
        if profile != "search" and ASCII_ETC.findall(unicodedata.normalize("NFC", text)) != ASCII_ETC.findall(made):
            complain("%s: %s: digits, Latin or emoji changed" % (name, profile))
        if run(profile, unicodedata.normalize("NFD", text)) != run(profile, unicodedata.normalize("NFC", text)):
            complain("%s: %s: NFC and NFD differ" % (name, profile))
        checks += 7


def read(path):
    with open(path, "rb") as file:
        return file.read().decode("utf-8", "replace")


def over_files():
    names = []
    for top in (os.path.join(SRCDIR, "fixtures"), os.path.join(SHARED, "gold", "docs"), os.path.join(SHARED, "seeds", "docs")):
        if not os.path.isdir(top):
            print("skipped: no " + top)
        for folder, _, files in os.walk(top):
            names += [os.path.join(folder, f) for f in files if f.endswith(".txt")]
    properties("fixtures, gold and seeds", "\n".join(read(n) for n in sorted(names)))
    news = os.path.join(SHARED, "bulk", "news.txt")
    if os.path.exists(news):
        properties("news.txt", read(news))
    else:
        print("skipped: no " + news)


# ---- random words, every switch ----

ALPHABET = list("ابتةهويىءأإآؤئسصلفکیہھەڪۃےۀ") + list("ـ" * 6) + [chr(c) for c in (
    0x64B, 0x64E, 0x651, 0x652, 0x653, 0x654, 0x655, 0x670, 0x6D6, 0x6E5, 0x610, 0x8D0, 0x10EFD, 0x10EFC, 0x671, 0x6D2,
    0x200B, 0x200C, 0x200D, 0x200F, 0xAD, 0xA0, 0x2028, 0xFEFB, 0xFE73, 0xFE70, 0xFE77, 0xFDFA, 0xFDFC, 0xFC60, 0xFBFD,
    0x301, 0x308, 0x85, 0xD, 0xB, 0x1D, 0x202F, 0x2007, 0x34F, 0xFDF2, 0xFDF4, 0xFBC3, 0xFB50, 0xFB6C, 0xFBAA, 0xFBFE, 0xFBEA,
    0xFB8E, 0xFE80, 0xFE8E, 0xFEE0, 0x672, 0x488, 0x20DD, 0x1DC4, 0x275D, 0x66A, 0x6D6, 0x8F0, 0x9CD, 0x9B0, 0xFFFC, 0x1F600, 0x1F468, 0xFE0F, 0x1F3FD, 0x2764, 0xE9, 0x65, 0xAC00, 0x11A8, 0x94D, 0x915)] + list(
    "1٢۳a«\"“.؟،&! \t")
SWITCHES = ("standard", "light", "search", "standard,dagger=alef", "standard,tatweel=all,dagger=keep",
            "light,tatweel=all", "standard,-harakat,-quran", "standard,-madda,dagger=alef", "standard,+honorifics",
            "search,honorifics=drop,+punctuation,+elongation", "standard,+decoration", "search,+decoration,-compose",
            "standard,+elongation,digits=arabic", "search,-alef", "search,-hamza,+decoration", "search,-yeh,-lookalikes",
            "standard,-invisible", "standard,-blanks,+yeh", "light,+teh,+alef", "none,+tashkeel", "none,+tatweel",
            "search,+honorifics", "light,honorifics=expand,-tatweel", "standard,honorifics=words,+wasla",
            "standard,+hamza", "standard,+yeh,tatweel=all", "light,+hamza-alef", "standard,+hamza-alef,-madda",
            "standard,+tanwin-alef,elongation=one", "light,+tanwin-alef,blanks=one", "search,blanks=one,+punctuation",
            "standard,+lookalikes", "standard,+punctuation", "light,dagger=alef,+hamza,+decoration")


def random_words():
    global checks
    dice = random.Random(SEED)
    lines = ["".join(dice.choices(ALPHABET, k=dice.randrange(1, 9))) for _ in range(25000)]
    lines += ["".join(dice.choices(ALPHABET[:60], k=dice.randrange(120, 700))) .replace(" ", "") for _ in range(200)]
    text = "\n".join(lines)
    for switches in SWITCHES:
        out = run(switches, text)
        got = out.decode("utf-8").split("\n")
        again = run(switches, out).decode("utf-8").split("\n")
        slow = run(switches, text, "reference").decode("utf-8").split("\n")
        if run(switches, text, "counts") != run(switches, text, "reference-counts"):
            complain("%s: the counts of the short ways differ" % switches)
        for line, once, twice, bench in zip(lines, got, again, slow):
            checks += 3
            if once != twice:
                complain("%s: not idempotent: %s gives %s, then %s" % (switches, show(line), show(once), show(twice)))
            if once != bench:
                complain("%s: %s gives %s the short way, %s on the bench" % (switches, show(line), show(once), show(bench)))
            if "-compose" not in switches and "none" not in switches and unicodedata.normalize("NFC", once) != once:
                if "\U00010efd" not in once:
                    complain("%s: not NFC: %s gives %s" % (switches, show(line), show(once)))
            if "expand" not in switches and "words" not in switches and "+honorifics" not in switches and \
                    "search" not in switches and once.count(" ") > len(ALL_BLANKS.findall(line)) + line.count("\t"):
                complain("%s: a blank was put in: %s gives %s" % (switches, show(line), show(once)))
        if "none" in switches or "-compose" in switches:
            continue
        for form in ("NFC", "NFD"):
            made = run(switches, "\n".join(unicodedata.normalize(form, line) for line in lines)).decode("utf-8").split("\n")
            for line, once, other in zip(lines, got, made):
                checks += 1
                if once != other and len(line) < 100 and "\U00010efd" not in line:
                    complain("%s: %s gives %s, its %s %s" % (switches, show(line), show(once), form, show(other)))


sweep()
composition()
normalization_test()
over_files()
random_words()
print("%d checks, %d failures, unicodedata %s" % (checks, failures, unicodedata.unidata_version))
sys.exit(1 if failures else 0)
