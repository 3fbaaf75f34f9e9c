#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""apply.py LIST ROW SOURCE: makes mutation ROW (from 1) in the tree SOURCE and prints file, tests and what is broken.

The text must stand in the file exactly once: a row that fits no more is mended, not left behind.
"""
import os
import re
import sys


def plain(text):
    return re.sub(r'\\(.)', lambda m: {'n': '\n', 't': '\t'}.get(m.group(1), m.group(1)), text)


listed, number, source = sys.argv[1:]
with open(listed, encoding='utf8') as rows:
    row = [line.rstrip('\n').split('\t') for line in rows if not line.startswith('#')][int(number) - 1]
name, before, after, tests, what = row[0], plain(row[1]), plain(row[2]), row[3], row[4]
path = os.path.join(source, name)
with open(path, encoding='utf8') as text:
    content = text.read()
if content.count(before) != 1:
    sys.exit('row %s (%s): its text stands %d times in %s' % (number, what, content.count(before), name))
with open(path, 'w', encoding='utf8') as text:
    text.write(content.replace(before, after))
print('%s\t%s\t%s' % (name, tests, what))
