# SPDX-License-Identifier: MIT
"""A formatter for datatrove: cleans each document's text, and counts what went.

    LocalPipelineExecutor([
        JsonlReader("corpus/"),
        GhirbalFormatter(level="standard"),
        JsonlWriter("clean/"),
    ])

A document that was nothing but chrome is left empty, or dropped with drop_empty=True.
"""
from datatrove.data import DocumentsPipeline
from datatrove.pipeline.formatters.base import BaseFormatter

import ghirbal


class GhirbalFormatter(BaseFormatter):
    name = "🌾 ghirbal"
    _requires_dependencies = ["ghirbal"]

    def __init__(self, drop_empty: bool = False, count_groups: bool = False, **settings):
        """settings are those of ghirbal.Cleaner; count_groups tells removals by group in the
        statistics, at the cost of a second look at each document that changes."""
        super().__init__()
        self.drop_empty = drop_empty
        self.count_groups = count_groups
        self.cleaner = ghirbal.Cleaner(**settings)

    def format(self, text: str) -> str:
        clean = self.cleaner.clean(text)
        if clean is not text:
            self.stat_update("changed")
            if self.count_groups:
                for removal in self.cleaner.explain(text):
                    self.stat_update(f"removed_{removal.group}")
        return clean

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        for document in super().run(data, rank, world_size):
            if document.text or not self.drop_empty:
                yield document
            else:
                self.stat_update("emptied")
