#!/bin/sh
# SPDX-License-Identifier: MIT
# parallel_memory.sh IN OUT [GHIRBAL OPTION]...: learns a site memory from IN/*.jsonl (also .gz, .zst), a part
# a shard, merges the parts to OUT/sites.mem, and cleans the shards with it into OUT.
#
# Run it again after a failure: what is there is whole, since a part, the memory and a shard get their
# names when they are, and the job logs tell parallel what is done.
set -eu
in=$1 out=$2
shift 2
ghirbal=${GHIRBAL:-ghirbal}
mkdir -p "$out/parts"
shards()
{
	find "$in" -name '*.jsonl' -o -name '*.jsonl.gz' -o -name '*.jsonl.zst' | sort
}

shards | parallel --will-cite --joblog "$out/parts/.joblog" --resume-failed --retries 3 \
	"$ghirbal" --learn="$out/parts/{/}.part" --part -- {}
"$ghirbal" --merge-memory="$out/sites.mem" "$out"/parts/*.part
shards | parallel --will-cite --joblog "$out/.joblog" --resume-failed --retries 3 \
	"$ghirbal" --memory="$out/sites.mem" "$@" -o "$out/{= s:.*/::; s:\.(gz|zst)\$::; =}" -- {}
