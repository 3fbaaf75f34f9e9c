#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""python.py GHIRBAL [FILE]: the Python package beside the command GHIRBAL, in turn, medians of ROUNDS (7).

The documents are 10,000 of FILE, each ended by a form feed, or of the news of corpus.py; short files are
repeated. Prints how fast clean_many() is in relation to the command by processor time, two threads in
relation to one by the clock, and what a call costs over what the command takes for the same document.
"""
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import ghirbal

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = int(os.environ.get("ROUNDS", "7"))
DOCUMENTS = 10000
CALLS = 100000
ARTICLE = "وقال مدير الهيئة إن الرصيف الجديد يستطيع استقبال سفينتين كبيرتين في وقت واحد.\n"


def documents(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        texts = [text for text in file.read().split("\f") if text.strip()]
    return (texts * (DOCUMENTS // len(texts) + 1))[:DOCUMENTS]


def news(folder):
    path = os.path.join(folder, "news.txt")
    tree = os.path.dirname(HERE)
    subprocess.run([sys.executable, os.path.join(HERE, "corpus.py"), "news", tree, "32", path], check=True)
    return path


def processor():
    """Seconds of processor time that this process and those that it waited for have taken."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def medians(**actions):
    """(seconds by the clock, of a processor); each action once a round, so that what slows one slows all."""
    times = {name: [] for name in actions}
    for _ in range(ROUNDS):
        for name, action in actions.items():
            begin, own = time.perf_counter(), processor()
            action()
            times[name].append((time.perf_counter() - begin, processor() - own))
    return {name: tuple(map(statistics.median, zip(*figures))) for name, figures in times.items()}


def by_command(command, path, *options):
    with open(os.devnull, "wb") as nothing:
        subprocess.run([command, "-q", *options, path], stdout=nothing, check=True)


def write(path, texts):
    """As plain text, and as JSON Lines."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("\f".join(texts))
    with open(path + ".jsonl", "w", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)


def speed(command, texts, folder):
    path = os.path.join(folder, "documents.txt")
    write(path, texts)
    cleaner = ghirbal.Cleaner()
    took = medians(text=lambda: by_command(command, path),
                   lines=lambda: by_command(command, path + ".jsonl"),
                   lines_two=lambda: by_command(command, path + ".jsonl", "-j2"),
                   one=lambda: cleaner.clean_many(texts),
                   two=lambda: cleaner.clean_many(texts, threads=2))
    size = os.path.getsize(path) / 1e6
    print("%d documents, %.1f MB; medians of %d, by the clock and of a processor" % (len(texts), size, ROUNDS))
    for name, what in (("text", "the command, plain text"), ("lines", "the command, JSON Lines"),
                       ("lines_two", "the same with -j 2"), ("one", "clean_many"), ("two", "clean_many, 2 threads")):
        print("%-24s %7.3f s %7.3f s" % (what, *took[name]))
    print("clean_many is %.2f x as fast as the command on JSON Lines, %.2f x on plain text"
          % (took["lines"][1] / took["one"][1], took["text"][1] / took["one"][1]))
    print("two threads are %.2f x as fast as one, the command's %.2f x"
          % (took["one"][0] / took["two"][0], took["lines"][0] / took["lines_two"][0]))


def calls(command, folder):
    path = os.path.join(folder, "calls.txt")
    cleaner = ghirbal.Cleaner(normalize="none")
    print("a call of clean(), in microseconds, and what the command takes for such a document")
    for what, text in ("empty", ""), ("one line", ARTICLE), ("ten lines", ARTICLE.replace("\n", " \n") * 10):
        write(path, [text] * CALLS)
        took = medians(command=lambda: by_command(command, path, "--normalize=none"),
                       call=lambda: [cleaner.clean(text) for _ in range(CALLS)])
        call, own = (took[name][1] / CALLS * 1e6 for name in ("call", "command"))
        print("%-10s %6.2f %6.2f: %5.2f more" % (what, call, own, call - own))


def main():
    command = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        speed(command, documents(sys.argv[2] if len(sys.argv) > 2 else news(folder)), folder)
        calls(command, folder)


main()
