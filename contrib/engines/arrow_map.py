# SPDX-License-Identifier: MIT
"""Cleans a column of pandas or Arrow batches with one ghirbal process a batch.

    frame.mapInPandas(clean_frames("text"), frame.schema)      # Spark
    dataset.map_batches(clean_frames("text").batch)            # Ray Data, batch_format="pandas"

Texts go as NUL-separated documents (-z), which no JSON round trip can disturb.
"""
import subprocess


class clean_frames:
    def __init__(self, column="text", ghirbal="ghirbal", options=()):
        self.column = column
        self.command = [ghirbal, "-z", *options]

    def texts(self, texts):
        """The cleaned texts, as many as came in; None stays None."""
        sent = [("" if text is None else text.replace("\0", "")) for text in texts]
        if not sent:
            return []
        done = subprocess.run(self.command, input="\0".join(sent + [""]).encode("utf8", "replace"),
                              stdout=subprocess.PIPE, check=True)
        cleaned = done.stdout.decode("utf8").split("\0")[:-1]
        if len(cleaned) != len(sent):
            raise RuntimeError("ghirbal: %d documents in, %d out" % (len(sent), len(cleaned)))
        return [None if text is None else clean for text, clean in zip(texts, cleaned)]

    def batch(self, frame):
        return frame.assign(**{self.column: self.texts(list(frame[self.column]))})

    def __call__(self, frames):
        for frame in frames:
            yield self.batch(frame)
