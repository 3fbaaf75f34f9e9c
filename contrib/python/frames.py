# SPDX-License-Identifier: MIT
"""Columns of pandas, Arrow and Polars, Parquet files, and Spark's mapInPandas, in one process each.

    frame["text"] = clean_column(frame["text"])                       # pandas
    table = clean_table(table, "text")                                # Arrow
    frame.with_columns(clean=pl.col("text").map_batches(clean_series, return_dtype=pl.String))
    clean_parquet("in.parquet", "out.parquet", "text")                # any size: batch by batch
    frame.mapInPandas(clean_frames("text"), frame.schema)             # Spark

Missing texts stay missing.
"""
import os

import ghirbal

_cleaner = None


def default_cleaner():
    global _cleaner
    if _cleaner is None:
        _cleaner = ghirbal.Cleaner()
    return _cleaner


def clean_texts(texts, cleaner=None, threads=1):
    """A list of str and None, cleaned, in order."""
    texts = list(texts)
    clean = iter((cleaner or default_cleaner()).clean_many(
        (text for text in texts if isinstance(text, str)), threads=threads))
    return [next(clean) if isinstance(text, str) else None for text in texts]


def clean_column(series, cleaner=None, threads=1):
    """A pandas Series."""
    import pandas

    return pandas.Series(clean_texts(series, cleaner, threads), index=series.index, name=series.name,
                         dtype=series.dtype)


def clean_series(series, cleaner=None, threads=1):
    """A Polars Series."""
    import polars

    return polars.Series(series.name, clean_texts(series, cleaner, threads), dtype=polars.String)


def clean_table(table, column="text", cleaner=None, threads=1):
    """An Arrow Table or RecordBatch; the column keeps its type and its place."""
    import pyarrow

    place = table.schema.get_field_index(column)
    if place < 0:
        raise KeyError("no column %s; there are: %s" % (column, ", ".join(table.schema.names)))
    field = table.schema.field(place)
    clean = pyarrow.array(clean_texts(table.column(place).to_pylist(), cleaner, threads), field.type)
    return table.set_column(place, field, clean)


def clean_parquet(source, target, column="text", cleaner=None, threads=1, rows=4096):
    """One Parquet file to another; target appears when it is whole."""
    import pyarrow
    import pyarrow.parquet

    beside = "%s.%d.tmp" % (target, os.getpid())
    try:
        file = pyarrow.parquet.ParquetFile(source)
        with pyarrow.parquet.ParquetWriter(beside, file.schema_arrow) as writer:
            for batch in file.iter_batches(batch_size=rows):
                table = pyarrow.Table.from_batches([batch])
                writer.write_table(clean_table(table, column, cleaner, threads))
        os.replace(beside, target)
    except BaseException:
        if os.path.exists(beside):
            os.unlink(beside)
        raise


class clean_frames:
    """For mapInPandas: each worker opens the cleaner that was sent to it, once."""

    def __init__(self, column="text", **settings):
        self.column = column
        self.cleaner = ghirbal.Cleaner(**settings)

    def __call__(self, frames):
        for frame in frames:
            yield frame.assign(**{self.column: clean_column(frame[self.column], self.cleaner)})
