# SPDX-License-Identifier: MIT
"""corpus.py KIND SOURCES MEGABYTES TEXT [JSONL]: writes a corpus of that size, the same on every machine.

news     pages of fixtures with their numbers changed, and paragraphs of other fixtures put in after their
         own long lines; five in six are articles.  Of the lines a third is blank, and the others are 300
         bytes long on average, as in an extracted crawl of news.
pages    fixtures as they are, chrome and all, with their numbers changed: short lines that come again and
         again, as in the WET files of a few sites.
diverse  every page at hand, fixtures and those of tests/devset and tests/holdout, with the words of each
         line in another order: hardly a line comes twice, so nothing is gained by remembering lines.

SOURCES is the folder of the sources.  TEXT has the documents with a form feed after each; JSONL has them
as records with a field "text".
"""
import glob
import json
import os
import random
import re
import sys

kind, sources, megabytes, text_path = sys.argv[1:5]
jsonl_path = sys.argv[5] if len(sys.argv) > 5 else os.devnull
PROSE = 200  # bytes from which a line is a paragraph
UNFIT = {'empty', 'hostile', 'crlf-bidi'}  # damage on purpose: a corpus of it would measure repairs
numbers = re.compile('[0-9]+')
chance = random.Random(1)


def read(path):
    with open(path, encoding='utf8') as file:
        return file.read().split('\n')


def is_prose(line):
    return len(line.encode()) >= PROSE


def with_other_numbers(line):
    return numbers.sub(lambda _: str(chance.randrange(3000)), line)


def fixtures(part):
    paths = sorted(glob.glob(os.path.join(sources, 'fixtures', '*', part)))
    return [read(path) for path in paths if os.path.basename(os.path.dirname(path)) not in UNFIT]


def news():
    pages = fixtures('page.txt')
    articles = [page for page in pages if 3 * len([line for line in page if is_prose(line)]) >= len(page)]
    paragraphs = [line for page in fixtures('want.txt') for line in page if is_prose(line)]
    while True:
        lines = []
        for line in chance.choice(articles if chance.randrange(6) else pages):
            lines.append(with_other_numbers(line))
            for _ in range(chance.randrange(5) if is_prose(line) else 0):
                lines += ['', ' '.join(chance.sample(paragraphs, chance.randrange(1, 5)))]
        yield lines


def pages():
    every = fixtures('page.txt')
    while True:
        yield [with_other_numbers(line) for line in chance.choice(every)]


def diverse():
    every = fixtures('page.txt')
    for folder in 'devset', 'holdout':
        every += [read(path) for path in sorted(glob.glob(os.path.join(sources, 'tests', folder, 'docs', '*.txt')))]
    while True:
        for page in every:
            lines = []
            for line in page:
                words = with_other_numbers(line).split(' ')
                chance.shuffle(words)
                lines.append(' '.join(words))
            yield lines


written, record = 0, 0
documents = {'news': news, 'pages': pages, 'diverse': diverse}[kind]()
with open(text_path, 'w', encoding='utf8') as text, open(jsonl_path, 'w', encoding='utf8') as jsonl:
    while written < int(megabytes) * 1000000:
        document = '\n'.join(next(documents))
        record += 1
        text.write(document + '\f')
        jsonl.write(json.dumps({'id': record, 'url': 'https://example.org/%d' % record, 'text': document},
                               ensure_ascii=False) + '\n')
        written += len(document.encode()) + 1
