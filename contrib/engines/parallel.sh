#!/bin/sh
# SPDX-License-Identifier: MIT
# parallel.sh IN OUT [GHIRBAL OPTION]...: cleans every IN/*.jsonl (also .gz, .zst) into OUT, one job a core.
#
# Run it again after a failure: parallel's job log skips what is done, and a shard's name in OUT
# appears only when the shard is whole.  For more machines add -S host1,host2 with a shared OUT.
set -eu
in=$1 out=$2
shift 2
mkdir -p "$out"
find "$in" -name '*.jsonl' -o -name '*.jsonl.gz' -o -name '*.jsonl.zst' | sort |
	parallel --will-cite --joblog "$out/.joblog" --resume-failed --retries 3 \
		"${GHIRBAL:-ghirbal}" "$@" -o "$out/{= s:.*/::; s:\.(gz|zst)\$::; =}" -- {}
