# SPDX-License-Identifier: MIT
"""chunks.py SEED FILE: writes FILE to standard output in seeded chunks of any size, each at once."""
import os
import random
import sys

rng = random.Random(int(sys.argv[1]))
with open(sys.argv[2], "rb") as file:
    data = file.read()
at = 0
try:
    while at < len(data):
        size = rng.choice([1, 2, 3, 7, 100, 4096, 4097, 65536, 300000])
        os.write(1, data[at:at + size])
        at += size
except BrokenPipeError:
    pass  # under --strict the reader leaves early
