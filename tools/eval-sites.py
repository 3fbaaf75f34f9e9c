#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Scores a build on the labelled pages of ../shared/sites, without a site memory and with one of their site.

usage: tools/eval-sites.py [--shared DIR] [--list] GHIRBAL [OPTION]...

The memory of a site is learned from all its pages in sites/, by the command itself, which counts a page that
it finds there once.  A line that no other page has, no memory can know: "known" is the share of the chrome left
without one that stands on two pages of its site or more.
"""
import argparse
import collections
import glob
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def load_scorer(shared):
    """gold/score.py runs when it is imported; its functions are what is above its main()."""
    path = os.path.join(shared, 'gold', 'score.py')
    with open(path, encoding='utf8') as text:
        source = text.read().split('\ndef main')[0]
    names = {}
    exec(compile(source, path, 'exec'), names)
    return names


def clean(command, text):
    return subprocess.run(command, input=text.encode('utf8'), stdout=subprocess.PIPE, check=True).stdout.decode('utf8')


def site_of(memory, ghirbal):
    """The one site of a memory, and the lines that it knows."""
    rows = clean([ghirbal, '--show-memory', memory], '').split('\n')[1:]
    fields = [row.split('\t', 3) for row in rows if row]
    sites = [row[0] for row in fields if row[2] == 'site']
    return (sites or [''])[0], {row[3].strip() for row in fields if len(row) > 3}


def known_words(page, wrong, known):
    lines = page.split('\n')
    left = [lines[number - 1] for number, what, *_ in wrong if what == 'LEFT']
    return [sum(len(line.split()) for line in some) for some in ([line for line in left if line.strip() in known], left)]


def score_site(path, options, scorer, sums, listed):
    with open(path, encoding='utf8') as lines:
        pages = [row['id'] for row in map(json.loads, lines) if row.get('id')]
    if not pages:
        return
    gold = os.path.join(options.shared, 'gold')
    with tempfile.TemporaryDirectory() as folder:
        memory = os.path.join(folder, 'site.mem')
        subprocess.run([options.command[0], '--learn=' + memory, path], check=True)
        site, known = site_of(memory, options.command[0])
        for page in pages:
            with open(os.path.join(gold, 'docs', page + '.txt'), encoding='utf8') as text:
                text = text.read()
            labels = scorer['read_labels'](os.path.join(gold, 'labels', page + '.lab'))
            with_memory = options.command + ['--memory=' + memory, '--site=' + site]
            for name, command in (('without', options.command), ('with', with_memory)):
                got, wrong = scorer['score_page'](text, labels, clean(command, text))
                sums[name] += got
                if name == 'without':
                    sums['known'].update(dict(zip(('known', 'left'), known_words(text, wrong, known))))
                figures = scorer['figures'](got)
                listed.append('%s %s %s: loss %.3f left %.3f' % (site, page, name, figures['loss'], figures['left']))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--shared', default=os.path.join(HERE, '../../shared'))
    parser.add_argument('--list', action='store_true')
    parser.add_argument('command', nargs=argparse.REMAINDER)
    options = parser.parse_args()
    sites = sorted(glob.glob(os.path.join(options.shared, 'sites', '*.jsonl')))
    if not sites:
        print('sites: skipped, there are none in %s' % options.shared)
        return
    scorer = load_scorer(options.shared)
    sums, listed = collections.defaultdict(collections.Counter), []
    for path in sites:
        score_site(path, options, scorer, sums, listed)
    if options.list:
        print('\n'.join(listed))
    for name in 'without', 'with':
        figures = scorer['figures'](sums[name])
        print('%-8s a site memory: keep F1 %.4f loss %.4f left %.4f' %
              (name, figures['keep_F1'], figures['loss'], figures['left']))
    known = sums['known']
    print('known: %.2f of the words of chrome left without' % (known['known'] / max(1, known['left'])))


main()
