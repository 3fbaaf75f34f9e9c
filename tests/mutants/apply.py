#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""apply.py LIST SOURCE: says each row of LIST that does not fit the tree SOURCE, and how many there are: status 1 then.
apply.py LIST SOURCE ROW: makes mutation ROW (from 1) in SOURCE.

The text must stand in the file exactly once, whatever blanks and line ends are between its words: a row that fits no
more is mended, not left behind.
"""
import os
import re
import sys


class Misfit(Exception):
    pass


def read_rows(name):
    with open(name, encoding='utf8') as rows:
        return [line.rstrip('\n').split('\t') for line in rows if not line.startswith('#')]


def mutate(source, row):
    """The path of a row's file and its text with the mutation."""
    if len(row) != 5:
        raise Misfit('has %d columns and not five' % len(row))
    name, before, after = row[:3]
    path = os.path.join(source, name)
    try:
        with open(path, encoding='utf8') as text:
            content = text.read()
    except OSError as error:
        raise Misfit('%s: %s' % (name, error.strerror)) from error
    places = list(re.finditer(r'\s+'.join(map(re.escape, before.split(' '))), content))
    if len(places) != 1:
        raise Misfit('%s: its text stands there %d times' % (name, len(places)))
    return path, content[:places[0].start()] + after + content[places[0].end():]


def check(source, rows):
    misfits = 0
    for number, row in enumerate(rows, 1):
        try:
            mutate(source, row)
        except Misfit as misfit:
            misfits += 1
            print('row %d (%s) no longer applies: %s' % (number, row[-1], misfit))
    if misfits:
        sys.exit('%d of %d mutations no longer apply: mend tests/mutants/list.tsv' % (misfits, len(rows)))


def apply(source, row):
    path, content = mutate(source, row)
    with open(path, 'w', encoding='utf8') as text:
        text.write(content)


if len(sys.argv) == 3:
    check(sys.argv[2], read_rows(sys.argv[1]))
else:
    apply(sys.argv[2], read_rows(sys.argv[1])[int(sys.argv[3]) - 1])
