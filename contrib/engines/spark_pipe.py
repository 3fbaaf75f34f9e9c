#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""spark_pipe.py IN OUT [GHIRBAL]: cleans JSON Lines with RDD.pipe.

checkCode=True matters: without it PySpark ignores a filter that failed, and records are lost in
silence.  The pipe starts ghirbal with an empty environment, which it does not mind.
"""
import sys

from pyspark import SparkContext


def main():
    source, target = sys.argv[1:3]
    ghirbal = sys.argv[3] if len(sys.argv) > 3 else "ghirbal"
    spark = SparkContext.getOrCreate()
    lines = spark.textFile(source, minPartitions=8)
    lines.pipe(ghirbal + " --from=jsonl", checkCode=True).saveAsTextFile(target)


main()
