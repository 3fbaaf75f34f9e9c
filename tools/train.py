#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Trains the judge's weights on hand-labelled pages, and says how good they are on sites not seen.

usage: tools/train.py [--gold DIR]... [--rules DIR] [--evidence FILE] [--show DIR] [--curve] [--write]

The evidence comes from the C code (build/tools/evidence), so what is trained is what runs.  For every
site the weights are fitted on the other sites, and the judge cleans the site's pages with them, rules,
blocks and repeated passes included; the table gives these figures.  --write then fits on all pages and
puts the numbers into src/lib/judge/weights.def.  Same pages in, same numbers out.

Logistic regression, drawn towards the priors of weights.def (L2).  Each line weighs the square root
of its words, divided by the square root of its page's lines: long pages and long lines count more, but
not in proportion.  Lines that a rule takes anyway, and labels M and U, are left out.
"""
import argparse
import collections
import os
import re
import subprocess
import sys
import tempfile

import numpy

HERE = os.path.dirname(os.path.abspath(__file__))
ROW = re.compile(r'^GH_WEIGHT\((\w+), (-?\d+), (-?\d+), (\w+, .*)\)$')  # in hundredths
STRENGTH = 5.0  # of the pull towards the priors
GOLDS = [os.path.join(HERE, place)
         for place in ('../../shared/gold', '../../shared/after-extractor', '../tests/devset')]


def read_labels(path):
    labels = {}
    with open(path, encoding='utf8') as rows:
        for row in rows:
            field = row.rstrip('\n').split('\t')
            if not field[0].strip():
                continue
            first, _, last = field[0].partition('-')
            for number in range(int(first), int(last or first) + 1):
                labels[number] = (field[1].strip(), field[2].strip() if len(field) > 2 else '')
    return labels


class Page:
    def __init__(self, gold, row):
        self.gold = os.path.basename(os.path.normpath(gold))
        field = row.rstrip('\n').split('\t')
        self.name, self.kind = field[:2]
        self.share = 1.0  # of what a page weighs in training
        if self.kind == 'after-extractor':
            self.kind = field[3]
        self.path = os.path.join(gold, 'docs', self.name + '.txt')
        self.site = field[2] if len(field) > 2 and field[2] != '?' else '/'.join(field[3:]) or self.name
        self.labels = read_labels(os.path.join(gold, 'labels', self.name + '.lab'))
        with open(self.path, encoding='utf8') as text:
            self.lines = text.read().split('\n')
        self.numbers, self.rows, self.ruled = [], [], []

    def words(self, number):
        return len(self.lines[number - 1].split())


def read_pages(gold):
    with open(os.path.join(gold, 'manifest.tsv'), encoding='utf8') as rows:
        pages = [Page(gold, row) for row in rows]
    texts = collections.Counter(page.name.split('-')[0] for page in pages)
    for page in pages:  # the texts that several extractors left of one page weigh as much as one page
        page.share = 1 / texts[page.name.split('-')[0]]
    return pages


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE)
    if done.returncode:
        sys.exit('train.py: %s: exit status %d' % (command[0], done.returncode))
    return done.stdout.decode('utf8')


def read_evidence(tool, rules, pages):
    by_path = {page.path: page for page in pages}
    for row in run([tool, *rules, '--', *by_path]).splitlines():
        field = row.split('\t')
        page = by_path[field[0]]
        page.numbers.append(int(field[1]))
        page.ruled.append(field[2] == '1')
        page.rows.append([float(x) for x in field[3:]])
    for page in pages:
        page.rows = numpy.array(page.rows)


def samples(pages):
    rows, keep, weight = [], [], []
    for page in pages:
        for number, row, ruled in zip(page.numbers, page.rows, page.ruled):
            label = page.labels.get(number, ('M', ''))[0]
            if ruled or label not in 'CTBX':
                continue
            rows.append(row)
            keep.append(label != 'X')
            weight.append(page.share * (page.words(number) / 4) ** WORDS / len(page.numbers) ** 0.5)
    return numpy.array(rows), numpy.array(keep, float), numpy.array(weight)


WORDS = 0.3
CURVE = [-1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0, 1.5, 2.0]


def fit(pages, priors, start=None):
    rows, keep, weight = samples(pages)
    pull = numpy.full(len(priors), STRENGTH)
    pull[0] = 1e-6  # the bias is free
    w = (priors if start is None else start).copy()
    for _ in range(50):
        p = 1 / (1 + numpy.exp(-numpy.clip(rows @ w, -30, 30)))
        slope = rows.T @ (weight * (p - keep)) + pull * (w - priors)
        curve = (rows * (weight * numpy.clip(p * (1 - p), 1e-6, None))[:, None]).T @ rows + numpy.diag(pull)
        change = numpy.linalg.solve(curve, slope)
        w -= change
        if abs(change).max() < 1e-5:
            break
    return w


def dropped(tool, rules, weights, pages):
    """By page path, the numbers of the lines that go and why."""
    with tempfile.NamedTemporaryFile('w') as file:
        file.write('\n'.join('%d' % round(100 * x) for x in weights))
        file.flush()
        gone = collections.defaultdict(dict)
        for row in run([tool, '-w', file.name, *rules, '--', *(page.path for page in pages)]).splitlines():
            path, number, reason = row.split('\t')
            gone[path][int(number)] = reason
    return gone


def count(pages, gone):
    totals = collections.defaultdict(collections.Counter)
    for page in pages:
        for number in page.numbers:
            label = page.labels.get(number, ('M', ''))[0]
            side = 'content' if label in 'CTB' else 'chrome' if label == 'X' else None
            if not side:
                continue
            for name in (page.gold, page.gold + ' ' + page.kind):
                totals[name][side] += page.words(number)
                if number not in gone[page.path]:
                    totals[name][side + ' kept'] += page.words(number)
        if not {label for label, _ in page.labels.values()} & {'X', 'B'}:
            for name in (page.gold, page.gold + ' ' + page.kind):
                totals[name]['clean'] += 1
                totals[name]['clean kept'] += not gone[page.path]
    return totals


def keep_f1(content, content_kept, chrome_kept):
    precision = content_kept / max(1, content_kept + chrome_kept)
    recall = content_kept / max(1, content)
    return 2 * precision * recall / max(1e-9, precision + recall)


def show_totals(totals, title):
    """Beside the judge's keep F1 stands that of keeping everything; clean are pages without chrome left as they were."""
    print('%-28s %8s %8s %8s %8s %8s' % (title, 'keep F1', 'nothing', 'loss', 'left', 'clean'))
    for name in sorted(totals):
        t = totals[name]
        print('%-28s %8.4f %8.4f %8.4f %8.4f %8s' % (
            name, keep_f1(t['content'], t['content kept'], t['chrome kept']),
            keep_f1(t['content'], t['content'], t['chrome']), 1 - t['content kept'] / max(1, t['content']),
            t['chrome kept'] / max(1, t['chrome']), '%d/%d' % (t['clean kept'], t['clean'])))


def show_pages(folder, pages, gone, scores):
    os.makedirs(folder, exist_ok=True)
    for page in pages:
        with open(os.path.join(folder, page.name + '.' + page.kind), 'w', encoding='utf8') as out:
            for number, score in zip(page.numbers, scores[page.path]):
                label, category = page.labels.get(number, ('M', ''))
                went = gone[page.path].get(number, '')
                mark = 'L' if went and label in 'CTB' else '-' if not went and label == 'X' else ' '
                out.write('%s%4d %s%-8s %5.1f %-7.7s %s\n' % (mark, number, label, category, score, went,
                                                              page.lines[number - 1]))


def read_weights(path):
    with open(path, encoding='utf8') as rows:
        found = [ROW.match(row.rstrip('\n')) for row in rows]
    return [(m.group(1), int(m.group(2)) / 100, int(m.group(3)) / 100) for m in found if m]


def write_weights(path, weights):
    with open(path, encoding='utf8') as rows:
        text = rows.read().split('\n')
    for at, row in enumerate(text):
        m = ROW.match(row)
        if m:
            text[at] = 'GH_WEIGHT(%s, %d, %s, %s)' % (m.group(1), round(100 * weights[m.group(1)]), m.group(3), m.group(4))
    with open(path, 'w', encoding='utf8') as out:
        out.write('\n'.join(text))


def main():
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument('--gold', action='append', help='a folder of labelled pages; by default tests/devset and, where they are, gold and after-extractor of ../shared')
    ap.add_argument('--evidence', default=os.path.join(HERE, '../build/tools/evidence'))
    ap.add_argument('--weights', default=os.path.join(HERE, '../src/lib/judge/weights.def'))
    ap.add_argument('--rules', default=os.path.join(HERE, '../rules'))
    ap.add_argument('--write', action='store_true')
    ap.add_argument('--curve', action='store_true', help='show other biases than the standard level too')
    ap.add_argument('--show', help='write each page with labels, scores and verdicts of sites not seen into this folder')
    o = ap.parse_args()
    rules = sorted(os.path.join(o.rules, name) for name in os.listdir(o.rules) if name.endswith('.rules'))
    table = read_weights(o.weights)
    if [name for name, _, _ in table] != run([o.evidence, '-n']).split():
        sys.exit('train.py: %s is not what %s was built with' % (o.weights, o.evidence))
    priors = numpy.array([prior for _, _, prior in table])
    golds = o.gold or [gold for gold in GOLDS if os.path.isdir(gold)]
    pages = [page for gold in golds for page in read_pages(gold)]
    read_evidence(o.evidence, rules, pages)

    biases = CURVE if o.curve else [0.0]
    everything = fit(pages, priors)
    gone, scores = {bias: collections.defaultdict(dict) for bias in biases}, {}
    for site in sorted({page.site for page in pages}):
        held = [page for page in pages if page.site == site]
        weights = fit([page for page in pages if page.site != site], priors, everything)
        for bias in biases:
            gone[bias].update(dropped(o.evidence, rules, weights + bias * (numpy.arange(len(weights)) == 0), held))
        scores.update({page.path: page.rows @ weights for page in held})
    for bias in biases:
        show_totals(count(pages, gone[bias]), 'sites not seen' + (' %+.2f' % bias if bias else ''))
    gone = gone[0.0]
    weights = everything
    show_totals(count(pages, dropped(o.evidence, rules, weights, pages)), 'trained on all')
    if o.show:
        show_pages(o.show, pages, gone, scores)
    if o.write:
        write_weights(o.weights, {name: w for (name, _, _), w in zip(table, weights)})


if __name__ == "__main__":
    main()
