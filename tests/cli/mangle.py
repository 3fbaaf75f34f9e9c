# SPDX-License-Identifier: MIT
"""mangle.py SEED FILE >OUT: FILE with some bytes put in, taken out, exchanged and doubled, by a seed."""
import random
import sys

PIECES = [b"\n", b"\r\n", b"\r\n\r\n", b"\f", b"\0", b'"', b"\\", b"{", b"}", b"\xff", b"\xe2\x80", b" ", b"WARC/1.0\r\n",
          b"\r\n\r\nWARC/1.1\r\nWARC-Type: conversion\r\nContent-Length: 20\r\n\r\n", b"Content-Length: 99999999\r\n",
          b"\xef\xbb\xbf", b"\\ud800", b'{"text":"x"}\n', b"\n \n"]
rng = random.Random(int(sys.argv[1]))
with open(sys.argv[2], "rb") as file:
    data = bytearray(file.read())
for _ in range(1 + len(data) // 3000):
    at = rng.randrange(len(data) + 1)
    how = rng.random()
    if how < 0.4:
        data[at:at] = rng.choice(PIECES)
    elif how < 0.7:
        del data[at:at + rng.choice([1, 2, 30, 1000])]
    elif how < 0.9:
        data[at:at + 1] = bytes([rng.randrange(256)])
    else:
        data[at:at] = data[at:at + rng.randrange(3000)]
sys.stdout.buffer.write(bytes(data[:1 << 20]))
