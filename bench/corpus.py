# SPDX-License-Identifier: MIT
"""corpus.py FIXTURES MEGABYTES TEXT [JSONL]: writes a corpus of that size, the same on every machine.

Each document is a fixture with its numbers changed and paragraphs of other fixtures put in after its
own long lines, so that no two are alike.  Five in six are articles, the others anything: verses,
lists, front pages.  Of the lines a third is blank, and the others are 300 bytes long on average and
200 in the median, as in an extracted crawl.
TEXT has the documents with a form feed after each; JSONL has them as records with a field "text".
"""
import json
import os
import random
import re
import sys

fixtures, megabytes, text_path = sys.argv[1:4]
jsonl_path = sys.argv[4] if len(sys.argv) > 4 else os.devnull
PROSE = 200  # bytes from which a line is a paragraph
UNFIT = {'empty', 'hostile', 'crlf-bidi'}  # damage on purpose: a corpus of it would measure repairs
numbers = re.compile('[0-9]+')


def read(name, part):
    with open(os.path.join(fixtures, name, part), encoding='utf8') as file:
        return file.read().split('\n')


def is_prose(line):
    return len(line.encode()) >= PROSE


names = sorted(name for name in os.listdir(fixtures) if name not in UNFIT)
pages = {name: read(name, 'page.txt') for name in names}
articles = [name for name in names if 3 * len([line for line in pages[name] if is_prose(line)]) >= len(pages[name])]
paragraphs = [line for name in names for line in read(name, 'want.txt') if is_prose(line)]
chance = random.Random(1)
written, record = 0, 0
with open(text_path, 'w', encoding='utf8') as text, open(jsonl_path, 'w', encoding='utf8') as jsonl:
    while written < int(megabytes) * 1000000:
        lines = []
        for line in pages[chance.choice(articles if chance.randrange(6) else names)]:
            lines.append(numbers.sub(lambda _: str(chance.randrange(3000)), line))
            if not is_prose(line):
                continue
            for _ in range(chance.randrange(5)):
                lines += ['', ' '.join(chance.sample(paragraphs, chance.randrange(1, 5)))]
        document = '\n'.join(lines)
        record += 1
        text.write(document + '\f')
        jsonl.write(json.dumps({'id': record, 'url': 'https://example.org/%d' % record, 'text': document},
                               ensure_ascii=False) + '\n')
        written += len(document.encode()) + 1
