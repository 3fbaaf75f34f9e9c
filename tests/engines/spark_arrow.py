#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""spark_arrow.py IN GHIRBAL: cleans the text column with mapInPandas, prints [id, text] lines."""
import json
import sys

from arrow_map import clean_frames
from pyspark.sql import SparkSession


def main():
    spark = SparkSession.builder.getOrCreate()
    frame = spark.read.schema("id long, text string").json(sys.argv[1])
    for row in frame.mapInPandas(clean_frames("text", sys.argv[2]), frame.schema).collect():
        print(json.dumps([row.id, row.text]))


main()
