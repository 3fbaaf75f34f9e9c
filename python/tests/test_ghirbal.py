# SPDX-License-Identifier: MIT
"""The package against the command that was built with it, and what callers do wrong."""
import doctest
import os
import pickle
import random
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import ghirbal

TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
COMMAND = os.path.join(os.path.dirname(ghirbal.__file__), "bin", "ghirbal")


def pages():
    folder = os.path.join(TREE, "fixtures")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name, "page.txt"), "rb") as page:
            # As the command repairs ill-formed bytes, Python's reader does.
            yield name, page.read().decode("utf-8", "replace")


def by_command(text, *options):
    run = subprocess.run([COMMAND, *options], input=text.encode(), stdout=subprocess.PIPE, check=True)
    return run.stdout.decode()


def clean_here(arguments):
    cleaner, text = arguments
    return cleaner.clean(text)


class Cleaning(unittest.TestCase):
    def test_is_what_the_command_does(self):
        for options, settings in (
            ((), {}),
            (("--normalize=none",), {"normalize": "none"}),
            (("--level=light", "--normalize=search"), {"level": "light", "normalize": "search"}),
            (("--keep=share,related",), {"keep": ["share", "related"]}),
            (("--strip=share",), {"strip": "share"}),
        ):
            cleaner = ghirbal.Cleaner(**settings)
            for name, page in pages():
                if "\f" not in page:
                    with self.subTest(page=name, options=options):
                        self.assertEqual(cleaner.clean(page), by_command(page, *options))

    def test_many_is_one_by_one_in_order(self):
        texts = [page for _, page in pages()] * 20
        cleaner = ghirbal.Cleaner()
        wanted = [cleaner.clean(text) for text in texts]
        for threads in 1, 2, 5:
            self.assertEqual(cleaner.clean_many(iter(texts), threads=threads), wanted)
        with ThreadPoolExecutor(4) as pool:
            self.assertEqual(list(pool.map(cleaner, texts)), wanted)

    def test_empty_and_unchanged_texts_are_themselves(self):
        text = "فتحت المكتبة أبوابها صباح يوم الاثنين بعد ترميم طويل."
        self.assertIs(ghirbal.clean(text), text)
        self.assertEqual(ghirbal.clean(""), "")
        self.assertEqual(ghirbal.Cleaner().clean_many([]), [])
        self.assertIs(ghirbal.normalize(text), text)

    def test_points_beyond_the_plane_and_lone_surrogates(self):
        text = "قال الرئيس 😀 إن 𝄞 المدينة\ud83d بخير\udc00."
        self.assertEqual(ghirbal.Cleaner(normalize="none").clean(text), "قال الرئيس 😀 إن 𝄞 المدينة\ufffd بخير\ufffd.")

    def test_every_plain_code_point_passes(self):
        points = [*range(0x20, 0x7F), *range(0xA1, 0xD800), *range(0xE000, 0x11000)]
        for start in range(0, len(points), 4096):
            text = "".join(map(chr, points[start : start + 4096]))
            self.assertEqual(
                ghirbal.normalize(text, "none"), text.encode("utf-8", "replace").decode()
            )


    def test_letters_of_every_length_in_every_place(self):
        chance = random.Random(1)
        cleaner = ghirbal.Cleaner(normalize="none")
        button, prose = "تابعونا على فيسبوك\n", "وقال مدير المكتبة إن القاعة الجديدة تتسع لمئتي قارئ"
        texts = []
        for _ in range(3000):
            letters = chance.choices(["ن", "a", "é", "—", "😀", "\ud83d\ude00", "\udc00", " "], (9, 5, 1, 1, 1, 1, 1, 2),
                                     k=chance.randrange(40))
            texts.append(button + prose + " " + "".join(letters) + ".\n")
        # To whoever reads them two halves that meet are one letter.
        wanted = [text.removeprefix(button).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
                  for text in texts]
        self.assertEqual(cleaner.clean_many(texts), wanted)


class Explaining(unittest.TestCase):
    def test_says_where_in_the_text(self):
        for name, page in pages():
            for removal in ghirbal.explain(page):
                with self.subTest(page=name, line=removal.line):
                    if removal.end - removal.start == len(removal.text):
                        self.assertEqual(page[removal.start : removal.end], removal.text)
                    self.assertEqual(page.count("\n", 0, removal.start) + 1, removal.line)
                    self.assertIn(removal.verdict, ("drop", "cut"))
                    self.assertTrue(removal.group)
                    self.assertTrue(removal.rule or removal.reason)

    def test_tells_what_clean_takes(self):
        cleaner = ghirbal.Cleaner(normalize="none")
        for name, page in pages():
            gone = {i for r in cleaner.explain(page) for i in range(r.start, r.end)}
            kept = "".join(letter for i, letter in enumerate(page) if i not in gone)
            with self.subTest(page=name):
                self.assertEqual(
                    "".join(kept.split()), "".join(cleaner.clean(page).split())
                )


class Settings(unittest.TestCase):
    def test_travel_by_pickle_with_the_texts_of_their_rules(self):
        with tempfile.NamedTemporaryFile("w", suffix=".rules", encoding="utf-8", delete=False) as rules:
            rules.write("ghirbal 1\n[share]\ndrop line بيت القصيد\n  ok بيت القصيد\n")
        cleaner = ghirbal.Cleaner(rules=rules.name, normalize="none", level="strict")
        os.unlink(rules.name)
        text = "بيت القصيد\nوقال مدير المكتبة إن القاعة الجديدة تتسع لمئتي قارئ.\n"
        wanted = cleaner.clean(text)
        self.assertNotIn("القصيد", wanted)
        again = pickle.loads(pickle.dumps(cleaner))
        self.assertEqual(again.clean(text), wanted)
        self.assertEqual(repr(again), repr(cleaner))
        with ProcessPoolExecutor(2) as pool:
            self.assertEqual(list(pool.map(clean_here, [(cleaner, text)] * 3)), [wanted] * 3)

    def test_mistakes_say_what_is_wrong(self):
        for settings, word in (
            ({"level": "medium"}, "medium"),
            ({"normalize": "standart"}, "standard"),
            ({"keep": "shar"}, "share"),
            ({"keep": "share", "strip": "nav"}, "exclude"),
        ):
            with self.subTest(settings=settings), self.assertRaisesRegex(ValueError, word):
                ghirbal.Cleaner(**settings)
        with self.assertRaises(FileNotFoundError):
            ghirbal.Cleaner(rules="no/such.rules")
        for wrong in (None, b"bytes", 3):
            for call in (ghirbal.clean, ghirbal.explain, ghirbal.normalize):
                with self.subTest(text=wrong, call=call.__name__), self.assertRaises(TypeError):
                    call(wrong)
            with self.assertRaises(TypeError):
                ghirbal.Cleaner().clean_many([wrong])
        with self.assertRaises(ValueError):
            ghirbal.Cleaner().clean_many([], threads=0)

    def test_a_wrong_rule_has_its_address(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "mine.rules")
            with open(path, "w", encoding="utf-8") as rules:
                rules.write("ghirbal 1\n[share]\ndorp line بيت القصيد\n")
            with self.assertRaisesRegex(ValueError, r"mine\.rules:3: .*drop"):
                ghirbal.Cleaner(rules=path)


class SiteMemory(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "sites.mem")
        subprocess.run([sys.executable, os.path.join(TREE, "tests", "cli", "sites.py"), self.folder.name], check=True)
        sites = [os.path.join(self.folder.name, name) for name in sorted(os.listdir(self.folder.name)) if name.endswith(".jsonl")]
        subprocess.run([COMMAND, f"--learn={self.path}", *sites], check=True)

    def tearDown(self):
        self.folder.cleanup()

    def test_is_what_the_command_does_with_it(self):
        cleaner = pickle.loads(pickle.dumps(ghirbal.Cleaner(memory=self.path, normalize="none")))
        for site in ("paper", "broadcaster", "fatwas"):
            with open(os.path.join(self.folder.name, site + ".page"), encoding="utf-8") as file:
                page = file.read()
            name = site + ".example"
            wanted = by_command(page, f"--memory={self.path}", f"--site={name}", "--normalize=none")
            self.assertEqual(cleaner.clean(page, name), wanted)
            self.assertEqual(cleaner.clean_many([page] * 3, threads=2, site=name), [wanted] * 3)
            self.assertEqual(cleaner.clean(page), ghirbal.Cleaner(normalize="none").clean(page))
            if site != "fatwas":
                self.assertIn("site", {removal.group for removal in cleaner.explain(page, name)})
        self.assertIn("sites.mem", repr(cleaner))

    def test_mistakes(self):
        part, empty = os.path.join(self.folder.name, "x.part"), os.path.join(self.folder.name, "empty")
        subprocess.run([COMMAND, f"--learn={part}", "--part", os.path.join(self.folder.name, "paper.jsonl")], check=True)
        open(empty, "w").close()
        for path, word in ((part, "part"), (empty, "no site memory"), (__file__, "no site memory")):
            with self.subTest(path=path), self.assertRaisesRegex(ValueError, word):
                ghirbal.Cleaner(memory=path)
        with self.assertRaises(FileNotFoundError):
            ghirbal.Cleaner(memory=os.path.join(self.folder.name, "missing"))


class Package(unittest.TestCase):
    def test_examples(self):
        self.assertEqual(doctest.testmod(ghirbal).failed, 0)
        readme = os.path.join(TREE, "python", "README.md")
        self.assertEqual(doctest.testfile(readme, module_relative=False).failed, 0)

    def test_command(self):
        run = subprocess.run([sys.executable, "-m", "ghirbal", "--version"], stdout=subprocess.PIPE, text=True)
        self.assertEqual(run.returncode, 0)
        self.assertIn(ghirbal.__version__, run.stdout)


if __name__ == "__main__":
    unittest.main()
