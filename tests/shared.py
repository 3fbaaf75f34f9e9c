# SPDX-License-Identifier: MIT
"""shared.py SHARED GHIRBAL HOST: holds ghirbal to its bounds on the pages of SHARED; see shared.sh.

HOST is a clean article; each trap is put into it, for a trap alone is no page.
"""
import json
import os
import subprocess
import sys

shared, ghirbal, host = sys.argv[1:]
failures = 0


def bound(what, got, most):
    """Prints a figure with its bound and counts it if it is beyond."""
    global failures
    good = got <= most
    failures += not good
    print('%-4s %-44s %.5g (at most %g)' % ('ok' if good else 'FAIL', what, got, most))


def clean(text, *options):
    run = subprocess.run([ghirbal, '--normalize=none', *options], input=text.encode(), stdout=subprocess.PIPE, check=True)
    return run.stdout.decode()


def score(where, normalize):
    command = [sys.executable, os.path.join(shared, 'gold', 'score.py'), '--json', '--dir', os.path.join(shared, where),
               '--', ghirbal, '--normalize=' + normalize]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)['groups']


def check_seeds():
    for normalize in 'none', 'standard':
        figures = score('seeds', normalize)['all']
        bound('seeds, %s: content lost' % normalize, figures['loss'], 0)
        bound('seeds, %s: chrome left' % normalize, figures['left'], 0)


def check_gold():
    figures = score('gold', 'none')
    bound('gold, extracted: content lost', figures['extracted']['loss'], 0.003)
    bound('gold, extracted: chrome left', figures['extracted']['left'], 0.172)


MIXED = {'T%d' % n for n in range(150, 156)}  # chrome and content in one line: no one answer


def check_traps():
    """How many of the lines that look like chrome and are content are lost inside an article."""
    article = open(host, encoding='utf8').read().split('\n')
    lost, seen = [], 0
    with open(os.path.join(shared, 'lexicon', 'traps.tsv'), encoding='utf8') as rows:
        next(rows)
        for row in rows:
            ident, text = row.split('\t')[:2]
            if ident in MIXED:
                continue
            trap = [line.strip() for line in text.split('⏎')]
            page = article[:4] + trap + article[4:]
            seen += 1
            if clean('\n'.join(page)).split('\n') != page:
                lost.append(ident)
    print('     traps lost: ' + ' '.join(lost))
    assert seen > 90
    bound('traps lost, of %d' % seen, len(lost), 0)


def check_hostile():
    """Pages written against the rules: none of the prose with a full stop may go, and little else."""
    lost, prose = 0, 0
    with open(os.path.join(shared, 'cases', 'traps.tsv'), encoding='utf8') as rows:
        next(rows)
        for row in rows:
            ident, genre, page, stay = row.rstrip('\n').split('\t')[:4]
            lines = page.split('⏎')
            must = [line for line in lines if line.strip()] if stay == 'all' else [lines[int(n) - 1] for n in stay.split(',')]
            left = clean('\n'.join(lines) + '\n').split('\n')
            gone = any(line not in left for line in must)
            lost += gone
            prose += gone and genre == 'prose'
    bound('hostile pages: prose lost', prose, 0)
    bound('hostile pages that lose a line', lost, 14)


def check_news():
    """The share of words that goes from news bodies, of which about one in a hundred is chrome."""
    with open(os.path.join(shared, 'bulk', 'news.txt'), encoding='utf8') as news:
        text = news.read()
    words = len(text.split())
    assert words > 1000000
    bound('news: share of words removed', 1 - len(clean(text).split()) / words, 0.0075)


check_seeds()
check_gold()
check_traps()
if os.path.exists(os.path.join(shared, 'cases', 'traps.tsv')):
    check_hostile()
check_news()
sys.exit(failures > 0)
