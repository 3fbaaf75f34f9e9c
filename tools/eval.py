#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Scores a build on labelled pages, traps and news, beside the figures of the last release.

usage: tools/eval.py [--shared DIR] [--gold DIR] [--baseline FILE] [--save] [--list] COMMAND...

COMMAND cleans standard input, documents ended by form feeds, e.g. build/ghirbal --normalize=none.
DIR holds gold/, after-extractor/, seeds/, lexicon/traps.tsv and bulk/news.txt; what is not there is left out, and the
pages of this repository are scored by COMMAND's program alone, as tests/scores.py does.

  keep F1, loss, left   as gold/score.py defines them, for each kind of page; the weights were trained on gold, so
                        for pages of sites not seen ask tools/train.py
  clean                 share of pages without chrome that come out byte for byte
  traps lost            lines that look like chrome and are not, each put into five articles; lost if any of it
                        goes in any of them
  lost to C4            share of the words of content that go by C4's rule: at least three words and a full stop,
                        with the Arabic question mark, the Urdu stop, ” and » added to its ends
  news deleted          share of the words of news articles that go
  fifty                 the same with fifty articles in one document, as a multiple of apart
"""
import argparse
import json
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.join(HERE, '../tests')
sys.path.insert(0, TESTS)
import scores  # noqa: E402

HOSTS = 5
C4_ENDS = '.?!"؟۔”»'
MIXED = {'T150': {0}, 'T151': {0, 1}, 'T153': {0}}  # lines of traps that are chrome, or hold some


def clean(command, text):
    return subprocess.run(command, input=text.encode('utf8'), stdout=subprocess.PIPE, check=True).stdout.decode('utf8')


def clean_all(command, documents):
    out = clean(command, '\f'.join(documents)).split('\f')
    if len(out) != len(documents):
        sys.exit('eval.py: %d documents went in and %d came out' % (len(documents), len(out)))
    return out


def score(shared, folder, command, figures, name):
    run = subprocess.run([sys.executable, os.path.join(shared, 'gold', 'score.py'), '--dir', os.path.abspath(folder),
                          '--json', '--', *command], stdout=subprocess.PIPE, check=True)
    for group, got in json.loads(run.stdout)['groups'].items():
        for key in ('keep_F1', 'loss', 'left'):
            figures['%s %s %s' % (name, group, key)] = got[key]


def pages_of(folder):
    """Name, text and labels of each page."""
    with open(os.path.join(folder, 'manifest.tsv'), encoding='utf8') as rows:
        for row in rows:
            name, kind = row.rstrip('\n').split('\t')[:2]
            with open(os.path.join(folder, 'docs', name + '.txt'), encoding='utf8', newline='') as page:
                text = page.read()
            with open(os.path.join(folder, 'labels', name + '.lab'), encoding='utf8') as labels:
                yield name, kind, text, [row.split('\t')[1].strip() for row in labels if row.strip()]


def score_clean(folder, command, figures, figure, listed):
    pages = [(name, text) for name, _, text, labels in pages_of(folder) if not set(labels) & {'X', 'B'}]
    out = clean_all(command, [text for _, text in pages])
    same = sum(a == b for (_, a), b in zip(pages, out))
    figures[figure] = same / len(pages)
    for (name, a), b in zip(pages, out):
        if listed and a != b:
            print('not clean: %s' % name)


def hosts_of(folder):
    hosts = [[line for line in text.split('\n') if line.strip()] for _, kind, text, labels in pages_of(folder)
             if kind == 'extracted' and not set(labels) & {'X', 'B'}]
    hosts = [lines for lines in hosts if 5 <= len(lines) <= 30]
    random.Random(3).shuffle(hosts)
    return hosts[:HOSTS]


def score_traps(shared, command, figures, listed):
    hosts = hosts_of(os.path.join(shared, 'gold'))
    with open(os.path.join(shared, 'lexicon', 'traps.tsv'), encoding='utf8') as rows:
        traps = [row.rstrip('\n').split('\t')[:2] for row in rows if row.strip()][1:]
    documents = []
    for _, text in traps:
        for host in hosts:
            half = len(host) // 2
            documents.append('\n'.join(host[:half] + text.split('⏎') + host[half:]) + '\n')
    out, lost = clean_all(command, documents), {}
    for at, (name, text) in enumerate(traps):
        for copy in out[at * HOSTS:(at + 1) * HOSTS]:
            got = copy.split('\n')
            for number, line in enumerate(text.split('⏎')):
                if number not in MIXED.get(name, ()) and got.count(line) < text.split('⏎').count(line):
                    lost.setdefault(name, line)
    figures['traps lost'] = len(lost)
    for name in lost if listed else ():
        print('trap lost: %s %s' % (name, lost[name]))


def words(text):
    return len(text.split())


def score_news(path, command, figures):
    with open(path, encoding='utf8', newline='') as file:
        articles = file.read().split('\f')
    out = clean_all(command, articles)
    gone = words('\n'.join(articles)) - words('\n'.join(out))
    figures['news deleted'] = gone / words('\n'.join(articles))
    figures['news articles changed'] = sum(a != b for a, b in zip(articles, out)) / len(articles)
    together = ['\n'.join(articles[at:at + 50]) for at in range(0, len(articles) - 49, 50)]
    gone_apart = words('\n'.join(articles[:50 * len(together)])) - words('\n'.join(out[:50 * len(together)]))
    gone_together = words('\n'.join(together)) - words('\n'.join(clean_all(command, together)))
    figures['fifty'] = gone_together / max(1, gone_apart)


def stays_by_c4(line):
    return len(line.split()) >= 3 and line.rstrip()[-1:] in C4_ENDS


def score_c4(folder):
    content = lost = 0
    for name, _, text, _ in pages_of(folder):
        labels = scores.labels_of(os.path.join(folder, 'labels', name + '.lab'))
        for number, line in enumerate(text.split('\n'), 1):
            if labels.get(number) in ('C', 'T'):
                content += words(line)
                lost += 0 if stays_by_c4(line) else words(line)
    return lost / content


def read_baseline(path):
    if not os.path.exists(path):
        return {}
    with open(path, encoding='utf8') as rows:
        return {name: float(value) for name, value in (row.rstrip('\n').split('\t') for row in rows if '\t' in row)}


def main():
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument('--shared', default=os.path.join(HERE, '../../shared'))
    ap.add_argument('--gold')
    ap.add_argument('--baseline', default=os.path.join(HERE, 'eval-baseline.tsv'))
    ap.add_argument('--save', action='store_true', help='make these the stored figures')
    ap.add_argument('--list', action='store_true', help='name the traps lost and the clean pages changed')
    ap.add_argument('command', nargs=argparse.REMAINDER)
    o = ap.parse_args()
    command = [word for word in o.command if word != '--'] if o.command[:1] == ['--'] else o.command
    gold = o.gold or os.path.join(o.shared, 'gold')
    news = os.path.join(o.shared, 'bulk', 'news.txt')
    if not command:
        ap.error('give a command')
    figures = {}
    for name in 'devset', 'holdout', 'holdout2':
        for figure, got in scores.score(command[0], os.path.join(TESTS, name)).items():
            figures['%s all %s' % (name, {'F1': 'keep_F1'}.get(figure, figure))] = got
        figures['%s lost to C4' % name] = score_c4(os.path.join(TESTS, name))
    if os.path.exists(os.path.join(o.shared, 'gold', 'score.py')):
        for name, folder in (('gold', gold), ('after-extractor', os.path.join(o.shared, 'after-extractor')),
                             ('seeds', os.path.join(o.shared, 'seeds'))):
            if os.path.isdir(folder):
                score(o.shared, folder, command, figures, name)
        score_clean(gold, command, figures, 'gold clean', o.list)
        if os.path.isdir(os.path.join(o.shared, 'after-extractor')):
            score_clean(os.path.join(o.shared, 'after-extractor'), command, figures, 'after-extractor clean', o.list)
    else:
        print('%s has no gold: only the pages of this repository are scored' % o.shared)
    if os.path.exists(os.path.join(o.shared, 'lexicon', 'traps.tsv')):
        score_traps(o.shared, command, figures, o.list)
    if os.path.exists(news):
        score_news(news, command, figures)
    stored = read_baseline(o.baseline)
    print('%-36s %8s %8s' % ('', 'now', 'stored'))
    for name, value in figures.items():
        before = stored.get(name)
        print('%-36s %8.4f %8s' % (name, value, '' if before is None else '%.4f' % before))
    if o.save:
        with open(o.baseline, 'w', encoding='utf8') as out:
            out.writelines('%s\t%.4f\n' % row for row in figures.items())


main()
