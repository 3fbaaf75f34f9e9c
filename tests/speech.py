# SPDX-License-Identifier: MIT
"""speech.py GHIRBAL STOCK [LIST]: how many lines ghirbal takes of pages where people only speak; see speech.sh.

Pages are made of the genres of STOCK by a generator of its own, so that they are the same everywhere: the lines of a
genre from some line on, a few left out, as subtitles, with speakers or bare, with and without full stops and blank lines.
"""
import subprocess
import sys

PAGES = 12  # of each genre
SPEAKERS = [('سالم', 'مريم'), ('الأم', 'الابن'), ('الأول', 'الثاني', 'الثالث'), ('س', 'ج'), ('أحمد', 'خالد', 'نور', 'ليلى')]


class Dice:
    """The minimal standard generator (Park and Miller, CACM 1988)."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = self.state * 48271 % 2147483647
        return self.state % n


def read_stock(path):
    genres = []
    with open(path, encoding='utf8') as rows:
        for row in rows.read().split('\n'):
            if row.startswith('= '):
                genres.append((row.split()[1], row.split()[2], []))
            elif row and not row.startswith('#'):
                genres[-1][2].append(row)
    return genres


def clock(seconds):
    return '%02d:%02d:%02d,%03d' % (seconds // 3600, seconds // 60 % 60, seconds % 60, seconds * 37 % 1000)


def subtitles(lines, dice):
    page, second = [], dice.below(3000)
    for number, line in enumerate(lines, 1):
        page += [str(number), '%s --> %s' % (clock(second), clock(second + 2)), line, '']
        second += 2 + dice.below(9)
    return page


def speak(lines, dice):
    names = SPEAKERS[dice.below(len(SPEAKERS))]
    return ['%s: %s' % (names[at % len(names)], line) for at, line in enumerate(lines)]


def choose(form, lines, dice):
    """A run of the genre's lines; pairs of question and answer stay together."""
    step = 2 if form == 'turns' else 1
    start = dice.below(max(1, len(lines) // 2)) // step * step
    run = lines[start:start + 12 + 2 * dice.below(12)]
    return [line for at in range(0, len(run), step) if dice.below(9) for line in run[at:at + step]]


def make_page(form, lines, dice):
    page = choose(form, lines, dice)
    if dice.below(4) == 0:
        page = [line + '.' if line[-1].isalpha() else line for line in page]
    if form == 'srt':
        return subtitles(page, dice)
    if form == 'named' and dice.below(3):
        page = speak(page, dice)
    if dice.below(3) == 0:
        page = [part for line in page for part in (line, '')]
    return page


def clean(ghirbal, level, page):
    run = subprocess.run([ghirbal, '--normalize=none', '--level=' + level], input='\n'.join(page).encode(),
                         stdout=subprocess.PIPE, check=True)
    return run.stdout.decode().split('\n')


def lost(page, got):
    left = {}
    for line in got:
        left[line] = left.get(line, 0) + 1
    gone = []
    for line in page:
        if line and not left.get(line):
            gone.append(line)
        elif line:
            left[line] -= 1
    return gone


def make_pages(genres, dice):
    """Pages of each genre, and long ones of all the genres of a form."""
    for genre, form, stored in genres:
        for _ in range(PAGES):
            yield genre, make_page(form, stored, dice)
    for form in 'srt', 'lines', 'named', 'turns':
        stored = [line for _, kind, lines in genres for line in lines if (kind == 'turns') == (form == 'turns')]
        stop = '.' if dice.below(2) else ''
        page = [line + stop if line[-1].isalpha() else line for line in stored]
        yield 'long ' + form, subtitles(page, dice) if form == 'srt' else speak(page, dice) if form == 'named' else page


def main():
    ghirbal, stock = sys.argv[1:3]
    lines, gone = 0, {'standard': 0, 'light': 0}
    for genre, page in make_pages(read_stock(stock), Dice(11)):
        lines += sum(line != '' for line in page)
        for level in gone:
            taken = lost(page, clean(ghirbal, level, page))
            gone[level] += len(taken)
            for line in taken if len(sys.argv) > 3 else ():
                print('%s, %s: %s' % (genre, level, line))
    print('%d lines, lost at standard %d, at light %d' % (lines, gone['standard'], gone['light']))
    sys.exit(lines < 2000 or gone['standard'] * 200 > lines or gone['light'] > 0)


main()
