#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""spark_files.py LIST OUT [GHIRBAL]: cleans the files named in LIST, one task a file.

Nothing passes through the JVM: each task runs ghirbal from file to file, and -o makes the output's
name appear only when it is whole, so a task that is retried or run twice does no harm.
"""
import os
import subprocess
import sys

from pyspark import SparkContext


def clean(path, out, ghirbal):
    target = os.path.join(out, os.path.basename(path))
    subprocess.run([ghirbal, "--from=jsonl", "-o", target, "--", path], check=True, stdin=subprocess.DEVNULL)
    return target


def main():
    listing, out = sys.argv[1:3]
    ghirbal = sys.argv[3] if len(sys.argv) > 3 else "ghirbal"
    out = os.path.abspath(out)  # executors have working folders of their own
    os.makedirs(out, exist_ok=True)
    with open(listing, encoding="utf8") as names:
        paths = [name.rstrip("\n") for name in names if name.strip()]
    spark = SparkContext.getOrCreate()
    done = spark.parallelize(paths, len(paths)).map(lambda path: clean(path, out, ghirbal)).collect()
    print(len(done), "files")


main()
