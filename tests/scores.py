#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Scores a build on labelled pages and holds it to the figures in scores.tsv.

usage: tests/scores.py [--save] [--shared DIR] GHIRBAL SCORES.tsv

Pages are tests/devset and the holdouts and, with --shared, DIR's gold and after-extractor. A figure may be worse than the stored one by
.003, which is noise; a change that means to be worse, or is better, stores its own with --save (make scores).

  F1    words kept that are content / kept, and / content words: their harmonic mean
  loss  content words lost / content words
  left  chrome words left / chrome words
"""
import argparse
import collections
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
NOISE = 0.003


def labels_of(path):
    labels = {}
    with open(path, encoding='utf8') as rows:
        for row in rows:
            if row.strip():
                span, label = row.rstrip('\n').split('\t')[:2]
                first, _, last = span.partition('-')
                for number in range(int(first), int(last or first) + 1):
                    labels[number] = label.strip()
    return labels


def removed_words(ghirbal, page):
    """By line: how many words of it go."""
    run = subprocess.run([ghirbal, '--normalize=none', '--explain', page], stdout=subprocess.PIPE, check=True)
    gone = collections.Counter()
    for row in run.stdout.decode('utf8').split('\n'):
        if row:
            field = row.split('\t')
            gone[int(field[2])] += len(field[7].split())
    return gone


def score(ghirbal, folder):
    content = kept = chrome = left = 0
    for name in sorted(os.listdir(os.path.join(folder, 'docs'))):
        page = os.path.join(folder, 'docs', name)
        labels = labels_of(os.path.join(folder, 'labels', name[:-len('.txt')] + '.lab'))
        gone = removed_words(ghirbal, page)
        with open(page, encoding='utf8') as lines:
            for number, line in enumerate(lines, 1):
                words = len(line.split())
                stays = max(0, words - gone[number])
                if labels.get(number) in ('C', 'T'):
                    content += words
                    kept += stays
                elif labels.get(number) == 'X':
                    chrome += words
                    left += stays
    precision, recall = kept / (kept + left), kept / content
    return {'F1': 2 * precision * recall / (precision + recall), 'loss': 1 - recall, 'left': left / chrome}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--save', action='store_true')
    parser.add_argument('--shared')
    parser.add_argument('ghirbal')
    parser.add_argument('scores')
    given = parser.parse_args()
    folders = {'devset': os.path.join(HERE, 'devset'), 'holdout': os.path.join(HERE, 'holdout'),
               'holdout2': os.path.join(HERE, 'holdout2')}
    if given.shared:
        for name in 'gold', 'after-extractor':
            folders[name] = os.path.join(given.shared, name)
    with open(given.scores, encoding='utf8') as rows:
        stored = dict((tuple(row.split()[:2]), float(row.split()[2])) for row in rows if not row.startswith('#'))
    failures = 0
    for name, folder in folders.items():
        for figure, got in score(given.ghirbal, folder).items():
            got = round(got, 4)
            want = stored.get((name, figure))
            worse = want is None or (want - got if figure == 'F1' else got - want) > NOISE
            failures += worse
            print('%-4s %-8s %-5s %.4f (stored %s)' % ('FAIL' if worse else 'ok', name, figure, got, want))
            stored[name, figure] = got
    if given.save:
        with open(given.scores, 'w', encoding='utf8') as out:
            out.write('# What is reached on labelled pages: tests/scores.py says how it is counted, make scores stores it.\n')
            for (name, figure), got in sorted(stored.items()):
                out.write('%s\t%s\t%.4f\n' % (name, figure, got))
    elif failures:
        print('worse than stored by more than %g: if that is meant, run make scores and say why in the commit' % NOISE)
    sys.exit(failures > 0 and not given.save)


if __name__ == '__main__':
    main()
