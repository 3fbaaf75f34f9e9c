# SPDX-License-Identifier: MIT
"""The recipes of contrib/python against the command: the same bytes.  Usage: test_recipes.py CONTRIB

The documents are made of the fixtures, and where ../shared is, 10,000 of its sites are added.
"""
import glob
import gzip
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import unittest

import ghirbal

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.join(HERE, "..", "..")
CONTRIB = os.path.join(TREE, "contrib", "python")
COMMAND = os.path.join(os.path.dirname(ghirbal.__file__), "bin", "ghirbal")
sys.path.insert(0, CONTRIB)


def needs(*modules):
    missing = [name for name in modules if not importlib.util.find_spec(name)]
    return unittest.skipIf(missing, "not here: " + ", ".join(missing))


def documents():
    texts = []
    for path in sorted(glob.glob(os.path.join(TREE, "fixtures", "*", "page.txt"))):
        with open(path, "rb") as page:
            texts.append(page.read().decode("utf-8", "replace"))
    for path in sorted(glob.glob(os.path.join(TREE, "..", "shared", "sites", "*.jsonl"))):
        with open(path, encoding="utf-8") as lines:
            texts.extend(json.loads(line)["text"] for line in lines)
    texts = (texts * (10000 // len(texts) + 1))[:10000] if len(texts) > 100 else texts * 10
    return [{"id": str(number), "text": text} for number, text in enumerate(texts)]


class Recipes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.documents = documents()
        cls.jsonl = os.path.join(cls.folder.name, "in", "corpus.jsonl")
        os.mkdir(os.path.dirname(cls.jsonl))
        with open(cls.jsonl, "w", encoding="utf-8") as lines:
            for document in cls.documents:
                lines.write(json.dumps(document, ensure_ascii=False) + "\n")
        run = subprocess.run([COMMAND, "--from=jsonl", cls.jsonl], stdout=subprocess.PIPE, check=True)
        # By newline alone: a text may hold other ends of lines.
        cls.wanted = [json.loads(line)["text"] for line in run.stdout.decode().split("\n") if line]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def texts(self):
        return [document["text"] for document in self.documents]

    def parquet(self):
        import pyarrow
        import pyarrow.parquet

        path = os.path.join(self.folder.name, "in", "corpus.parquet")
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(self.documents), path)
        return path

    def run_datatrove(self, reader, name):
        from datatrove.executor import LocalPipelineExecutor
        from datatrove.pipeline.writers import JsonlWriter
        from datatrove_formatter import GhirbalFormatter

        out = os.path.join(self.folder.name, name)
        steps = [reader, GhirbalFormatter(), JsonlWriter(out, compression=None)]
        LocalPipelineExecutor(steps, tasks=1, logging_dir=os.path.join(out, "logs")).run()
        with open(os.path.join(out, "00000.jsonl"), encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]

    @needs("datatrove", "orjson", "regex")
    def test_datatrove_on_json_lines(self):
        from datatrove.pipeline.readers import JsonlReader

        reader = JsonlReader(os.path.dirname(self.jsonl), glob_pattern="*.jsonl")
        # datatrove passes over documents without text.
        self.assertEqual(self.run_datatrove(reader, "jsonl"), self.of_texts())

    @needs("datatrove", "pyarrow", "orjson", "regex")
    def test_datatrove_on_parquet(self):
        from datatrove.pipeline.readers import ParquetReader

        reader = ParquetReader(os.path.dirname(self.parquet()), glob_pattern="*.parquet")
        self.assertEqual(self.run_datatrove(reader, "parquet"), self.of_texts())

    def of_texts(self):
        return [clean for text, clean in zip(self.texts(), self.wanted) if text]

    @needs("datasets")
    def test_datasets(self):
        import datasets
        from datasets_map import CleanColumn

        rows = self.documents + [{"id": "none", "text": None}]
        done = datasets.Dataset.from_list(rows).map(CleanColumn("text"), batched=True, num_proc=2)
        self.assertEqual(list(done["text"]), self.wanted + [None])

    @needs("pandas", "pyarrow", "polars")
    def test_frames(self):
        import frames
        import pandas
        import polars
        import pyarrow
        import pyarrow.parquet

        texts, wanted = self.texts() + [None], self.wanted + [None]
        self.assertEqual(frames.clean_column(pandas.Series(texts, dtype=object)).tolist(), wanted)
        self.assertEqual(frames.clean_series(polars.Series("text", texts)).to_list(), wanted)
        table = frames.clean_table(pyarrow.table({"id": range(len(texts)), "text": texts}), threads=2)
        self.assertEqual(table.column("text").to_pylist(), wanted)
        with self.assertRaisesRegex(KeyError, "id, text"):
            frames.clean_table(table, "body")
        target = os.path.join(self.folder.name, "clean.parquet")
        frames.clean_parquet(self.parquet(), target)
        self.assertEqual(pyarrow.parquet.read_table(target).column("text").to_pylist(), self.wanted)

    @needs("pyspark", "pandas", "pyarrow")
    def test_spark(self):
        import frames
        from pyspark.sql import SparkSession

        spark = SparkSession.builder.master("local-cluster[2,1,1024]").config(
            "spark.executorEnv.PYTHONPATH", os.pathsep.join(sys.path)).getOrCreate()
        try:
            frame = spark.read.schema("id string, text string").json(self.jsonl)
            rows = frame.mapInPandas(frames.clean_frames("text"), frame.schema).collect()
            done = {row.id: row.text for row in rows}
            self.assertEqual([done[document["id"]] for document in self.documents], self.wanted)
        finally:
            spark.stop()

    def test_dolma(self):
        source = os.path.join(self.folder.name, "documents.jsonl.gz")
        target = os.path.join(self.folder.name, "attributes.jsonl.gz")
        with gzip.open(source, "wt", encoding="utf-8") as lines:
            for document in self.documents:
                lines.write(json.dumps(document) + "\n")
        subprocess.run([sys.executable, os.path.join(CONTRIB, "dolma_tagger.py"), source, target], check=True)
        plain = ghirbal.Cleaner(normalize="none")
        with gzip.open(target, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        self.assertEqual([row["id"] for row in rows], [document["id"] for document in self.documents])
        for row, text in zip(rows, self.texts()):
            spans = [span for group in row["attributes"].values() for span in group]
            self.assertTrue(all(0 <= score <= 1 for _, _, score in spans))
            gone = {i for start, end, _ in spans for i in range(start, end)}
            kept = "".join(letter for i, letter in enumerate(text) if i not in gone)
            self.assertEqual("".join(kept.split()), "".join(plain.clean(text).split()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
