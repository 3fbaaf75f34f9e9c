# SPDX-License-Identifier: MIT
"""Hugging Face datasets: cleans a column with Dataset.map or IterableDataset.map.

    dataset.map(CleanColumn("text"), batched=True, num_proc=2)

The cleaner is pickled with its rules, so the workers need no files.  Its settings are part of the
fingerprint by which datasets knows a result that it has kept.
"""
import ghirbal


class CleanColumn:
    def __init__(self, column="text", **settings):
        self.column = column
        self.cleaner = ghirbal.Cleaner(**settings)

    def __call__(self, batch):
        texts = batch[self.column]
        clean = iter(self.cleaner.clean_many(text for text in texts if text is not None))
        return {self.column: [None if text is None else next(clean) for text in texts]}
