# SPDX-License-Identifier: MIT
"""rebuild.py GHIRBAL [--most=N] FILE...: input is output and rejects put together, byte for byte.

Each FILE is plain text, whose documents end in a form feed, or JSON Lines with a text; at most N
documents of it are taken.  They are cleaned as text, as JSON Lines in two spellings, the same in arrays,
and as WET, with --normalize=none; then each removal's bytes go to the offset that was told, and what came out fills
the places that are left.  --explain=json must tell what --rejects does, and a removal's place in the
file must hold its text.
"""
import base64
import json
import os
import random
import subprocess
import sys
import tempfile

ghirbal = sys.argv[1]


def run(*arguments):
    return subprocess.run([ghirbal, '--normalize=none', '--invalid=keep', '--quiet', *arguments], check=True,
                          stdout=subprocess.PIPE).stdout


def rows_by_record(path, rejects, *options):
    """The rejects of path by (record, document); --explain=json has to say the same."""
    found = {}
    with open(rejects, 'rb') as file:
        told = file.read()
    assert told == run('--explain=json', *options, path), 'rejects and --explain=json differ'
    for line in told.splitlines():
        row = json.loads(line)
        assert row['file'] == path
        found.setdefault((row['record'], row['document']), []).append(row)
    return found


def removed_bytes(row):
    """The text of a removal and its line's end."""
    text = base64.b64decode(row['bytes']) if 'bytes' in row else row['text'].encode('utf-8', 'surrogatepass')
    return text, row.get('end', '').encode()


def rebuild(out, rows, offset, length):
    """The document that out and the rows, by their members of those names, were made of."""
    size = len(out) + sum(len(part) for row in rows for part in removed_bytes(row))
    page = [None] * size
    for row in rows:
        removed = iter(b''.join(removed_bytes(row)))
        for at in range(row[offset], row[offset] + row[length]):
            if page[at] is None:
                page[at] = next(removed)
        assert next(removed, None) is None, ('more bytes than the place holds', row)
    rest = iter(out)
    page = bytes(next(rest) if byte is None else byte for byte in page)
    assert next(rest, None) is None
    return page


def check_extent(data, rows):
    """Where nothing was cut out before, the place in the file holds the text as it is told."""
    for row in rows:
        whole = b''.join(removed_bytes(row))
        if len(whole) == row['length']:
            assert data[row['offset']:row['offset'] + row['length']] == whole, row


def shifted(rows, by):
    return [dict(row, offset=row['offset'] - by) for row in rows]


def check_text(documents, folder):
    path, rejects = os.path.join(folder, 'in.txt'), os.path.join(folder, 'rejects')
    data = b'\f'.join(documents)
    with open(path, 'wb') as file:
        file.write(data)
    out = run('--rejects=' + rejects, path).split(b'\f')
    rows = rows_by_record(path, rejects)
    check_extent(data, sum(rows.values(), []))
    begin = 0
    for number, document in enumerate(documents, 1):
        mine = shifted(rows.get((number, 1), []), begin)
        assert rebuild(out[number - 1], mine, 'offset', 'length') == document, (path, number)
        begin += len(document) + 1
    return sum(map(len, rows.values()))


def written(string):
    """What a JSON string is written for, lone surrogates as surrogatepass has them."""
    return json.loads(b'"' + string + b'"').encode('utf-8', 'surrogatepass')


def check_jsonl(documents, folder, ascii_only):
    path, rejects = os.path.join(folder, 'in.jsonl'), os.path.join(folder, 'rejects')
    texts = [document.decode('utf-8', 'replace') for document in documents]
    lines = [json.dumps({'id': n, 'text': text, 'more': [n, {'text': 'تابعونا على فيسبوك'}]}, ensure_ascii=ascii_only).encode()
             for n, text in enumerate(texts)]
    data = b'\n'.join(lines) + b'\n'
    with open(path, 'wb') as file:
        file.write(data)
    out = run('--rejects=' + rejects, path).splitlines()
    rows = rows_by_record(path, rejects)
    assert len(out) == len(lines)
    for number, text in enumerate(texts, 1):
        mine = rows.get((number, 1), [])
        assert all(row['id'] == number - 1 for row in mine)
        left = json.loads(out[number - 1])
        whole = rebuild(left['text'].encode(), mine, 'text_offset', 'text_length')
        assert whole == text.encode(), (path, number)
        assert dict(left, text=text) == json.loads(lines[number - 1])
        for row in mine:
            here = written(data[row['offset']:row['offset'] + row['length']])
            assert here == whole[row['text_offset']:row['text_offset'] + row['text_length']], row
    return sum(map(len, rows.values()))


def parted(text, rng):
    """The text as an array: of lines, of a few together, with and without their ends."""
    parts, lines = [], text.split('\n')
    while lines:
        take = rng.choice([1, 1, 1, 2, 3])
        part, lines = '\n'.join(lines[:take]), lines[take:]
        parts.append(part + rng.choice(['', '', '\n', ' \n\n']))
        parts += [''] * rng.choice([0, 0, 0, 1])
    return parts


def array_lines(texts, ascii_only):
    """Records with an array, whose strings are spelt in different ways, and another one that must not change."""
    rng = random.Random(7)
    for number, text in enumerate(texts):
        parts = parted(text, rng)
        strings = ', '.join(json.dumps(part, ensure_ascii=ascii_only or rng.random() < .2) for part in parts)
        yield parts, ('{"id": %d, "more": ["تابعونا على فيسبوك"], "text": [%s]}' % (number, strings)).encode()


def with_ends(parts):
    """Each on a line of its own."""
    return [part if part.endswith('\n') else part + '\n' for part in parts[:-1]] + parts[-1:]


def check_again(path, out, texts):
    """The judge sees one page, and what came out is clean."""
    for name, data in [('.out', out), ('.flat', ''.join(json.dumps({'text': text}) + '\n' for text in texts).encode())]:
        with open(path + name, 'wb') as file:
            file.write(data)
    assert run('--from=jsonl', '--field=/text/*', path + '.out') == out, 'a second pass changes something'
    assert run('--from=jsonl', '--to=text', path + '.flat') == run('--to=text', '--field=/text/*', path)


def check_arrays(documents, folder, ascii_only):
    path, rejects = os.path.join(folder, 'arrays.jsonl'), os.path.join(folder, 'rejects')
    records = list(array_lines([document.decode('utf-8', 'replace') for document in documents], ascii_only))
    data = b'\n'.join(line for _, line in records) + b'\n'
    with open(path, 'wb') as file:
        file.write(data)
    out = run('--field=/text/*', '--rejects=' + rejects, path)
    check_again(path, out, [''.join(with_ends(parts)) for parts, _ in records])
    out = out.splitlines()
    rows = rows_by_record(path, rejects, '--field=/text/*')
    assert len(out) == len(records)
    for number, (parts, line) in enumerate(records, 1):
        mine, left = rows.get((number, 1), []), json.loads(out[number - 1])
        assert len(left['text']) == len(parts) and dict(left, text=parts) == json.loads(line)
        for at, part in enumerate(parts):
            here = [row for row in mine if row['element'] == at]
            whole = rebuild(left['text'][at].encode(), here, 'text_offset', 'text_length')
            assert whole == part.encode(), (path, number, at)
            for row in here:
                place = written(data[row['offset']:row['offset'] + row['length']])
                assert place == whole[row['text_offset']:row['text_offset'] + row['text_length']], row
    return sum(map(len, rows.values()))


def wet_record(number, body):
    head = ('WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://www.example.org/%d\r\n'
            'WARC-Record-ID: <urn:x:%d>\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n')
    return (head % (number, number, len(body))).encode() + body + b'\r\n\r\n'


def wet_bodies(data):
    """The body of each record and where it begins."""
    at, found = 0, []
    while at < len(data):
        begin = data.index(b'\r\n\r\n', at) + 4
        size = int(data[at:begin].split(b'Content-Length:')[1].split()[0])
        found.append((begin, data[begin:begin + size]))
        at = begin + size + 4
    return found


def check_wet(documents, folder):
    path, rejects = os.path.join(folder, 'in.wet'), os.path.join(folder, 'rejects')
    data = b''.join(wet_record(number, document) for number, document in enumerate(documents, 1))
    with open(path, 'wb') as file:
        file.write(data)
    out = wet_bodies(run('--rejects=' + rejects, path))
    rows = rows_by_record(path, rejects)
    check_extent(data, sum(rows.values(), []))
    for number, (begin, body) in enumerate(wet_bodies(data), 1):
        mine = rows.get((number, 1), [])
        assert all(row['id'] == '<urn:x:%d>' % number and row['url'].endswith('/%d' % number) for row in mine)
        assert rebuild(out[number - 1][1], shifted(mine, begin), 'offset', 'length') == body, (path, number)
    return sum(map(len, rows.values()))


def documents_of(path, most):
    with open(path, 'rb') as file:
        data = file.read()
    if path.endswith('.jsonl'):
        return [json.loads(line)['text'].encode('utf-8', 'replace') for line in data.splitlines()[:most]]
    return data.split(b'\f')[:most]


def main():
    most, files, documents = None, sys.argv[2:], []
    if files and files[0].startswith('--most='):
        most = int(files.pop(0)[7:])
    for path in files:
        # A form feed would end a document of plain text, and the last one must not be empty.
        documents += [document.replace(b'\f', b' ') for document in documents_of(path, most) if document.strip()]
    with tempfile.TemporaryDirectory() as folder:
        told = [check_text(documents, folder), check_jsonl(documents, folder, False),
                check_jsonl(documents, folder, True), check_arrays(documents, folder, False),
                check_arrays(documents, folder, True), check_wet(documents, folder)]
    print('%d documents of %d files; removals told in text %d, JSON Lines %d and %d, arrays %d and %d, WET %d'
          % (len(documents), len(files), *told))


main()
