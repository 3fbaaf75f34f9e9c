#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""spark_memory.py LIST OUT [GHIRBAL]: learns a site memory from the files named in LIST, then cleans them.

A task learns a part of each file and hands its bytes to the driver; these are merged in whatever order
they come, and the memory is broadcast: an executor writes it to its own disk once, and its ghirbal
processes map that one copy.  A task that is run twice gives the same part, and so the same memory.
"""
import hashlib
import os
import subprocess
import sys
import tempfile

from pyspark import SparkContext


def run(*command):
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def learn(path, ghirbal):
    with tempfile.TemporaryDirectory() as folder:
        part = os.path.join(folder, "part")
        run(ghirbal, "--from=jsonl", "--learn=" + part, "--part", "--", path)
        with open(part, "rb") as file:
            return file.read()


def merge(parts, target, ghirbal):
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, part in enumerate(parts):
            names.append(os.path.join(folder, "%d.part" % number))
            with open(names[-1], "wb") as file:
                file.write(part)
        run(ghirbal, "--merge-memory=" + target, "--", *names)


def local_copy(memory):
    """The broadcast memory as a file of this machine, named by its bytes, whole or not there."""
    digest = hashlib.sha256(memory).hexdigest()
    path = os.path.join(tempfile.gettempdir(), "ghirbal-%s.mem" % digest[:32])
    if not os.path.exists(path):
        beside = "%s.%d" % (path, os.getpid())
        with open(beside, "wb") as file:
            file.write(memory)
        os.replace(beside, path)
    return path


def clean(path, out, memory, ghirbal):
    target = os.path.join(out, os.path.basename(path))
    run(ghirbal, "--from=jsonl", "--memory=" + local_copy(memory.value), "-o", target, "--", path)
    return target


def main():
    listing, out = sys.argv[1:3]
    ghirbal = sys.argv[3] if len(sys.argv) > 3 else "ghirbal"
    out = os.path.abspath(out)  # executors have working folders of their own
    os.makedirs(out, exist_ok=True)
    with open(listing, encoding="utf8") as names:
        paths = [name.rstrip("\n") for name in names if name.strip()]
    spark = SparkContext.getOrCreate()
    files = spark.parallelize(paths, len(paths))
    target = os.path.join(out, "sites.mem")
    merge(files.map(lambda path: learn(path, ghirbal)).collect(), target, ghirbal)
    with open(target, "rb") as file:
        memory = spark.broadcast(file.read())
    print(len(files.map(lambda path: clean(path, out, memory, ghirbal)).collect()), "files")


main()
