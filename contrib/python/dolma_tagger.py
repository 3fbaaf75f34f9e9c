# SPDX-License-Identifier: MIT
"""dolma_tagger.py DOCUMENTS.jsonl[.gz] ATTRIBUTES.jsonl[.gz]: what ghirbal would remove, as dolma's attributes.

Each line of ATTRIBUTES is {"id": …, "attributes": {"ghirbal__share": [[start, end, score], …]}}, a list
for each group, with offsets in characters of the text as dolma counts them.  The mixer can then cut
the spans, or filter on them, without cleaning again:

    span_replacement: [{span: "$.attributes.ghirbal__share", min_score: 0, replacement: ""}]

The score is 1 for a rule, and for a removal that structure decided how sure the judge was, from 0 to 1.
"""
import gzip
import json
import os
import sys

import ghirbal

CLEANER = ghirbal.Cleaner(normalize="none")  # offsets are those of the text as it is


def sureness(removal):
    return 1.0 if removal.rule else min(1.0, max(0.0, -removal.score / (1 - removal.score)))


def attributes(text):
    groups = {}
    for removal in CLEANER.explain(text):
        span = [removal.start, removal.end, round(sureness(removal), 4)]
        groups.setdefault("ghirbal__" + removal.group, []).append(span)
    return groups


def open_text(path, mode):
    opener = gzip.open if path.endswith(".gz") else open
    return opener(path, mode + "t", encoding="utf-8")


def main(source, target):
    beside = os.path.join(os.path.dirname(target), ".tmp-" + os.path.basename(target))
    with open_text(source, "r") as documents, open_text(beside, "w") as written:
        for line in documents:
            document = json.loads(line)
            row = {"id": document["id"], "attributes": attributes(document["text"])}
            written.write(json.dumps(row, ensure_ascii=False) + "\n")
    os.replace(beside, target)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: dolma_tagger.py DOCUMENTS.jsonl[.gz] ATTRIBUTES.jsonl[.gz]")
    main(*sys.argv[1:])
