#!/bin/bash
# SPDX-License-Identifier: MIT
# GNU parallel: files a job, a pipe cut in blocks, and a job that fails once give a plain run's bytes.
set -u
here=$(cd "$(dirname "$0")" && pwd)
: "${GHIRBAL:?the command under test}" "${CONTRIB:?the folder contrib/engines}"
. "$here/plan.sh"
need parallel
need python3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
python3 "$here/corpus.py" in 8 400
mkdir want
for shard in in/*; do "$GHIRBAL" --from=jsonl "$shard" >"want/${shard##*/}"; done
cat in/*.jsonl >all.jsonl
cat want/*.jsonl >want.jsonl
cmp -s all.jsonl want.jsonl; check $((! $?)) "the corpus has something to clean"

GHIRBAL=$GHIRBAL sh "$CONTRIB/parallel.sh" in out
check $? "recipe exits 0"
diff -r want out -x .joblog >/dev/null; check $? "recipe: files as in a plain run"

parallel --will-cite --pipe -k --block 64K "$GHIRBAL" --from=jsonl <all.jsonl >piped.jsonl
check $? "--pipe exits 0"
cmp -s piped.jsonl want.jsonl; check $? "--pipe -k: bytes as in a plain run"

# A filter that is killed on its first try, as by a node's memory killer, is tried again.
cat >flaky <<END
#!/bin/sh
if mkdir "$work/fell.\$PARALLEL_SEQ" 2>/dev/null; then head -c 1000 >/dev/null; kill -9 \$\$; fi
exec "$GHIRBAL" --from=jsonl
END
chmod +x flaky
parallel --will-cite --pipe -k --block 200K --retries 3 ./flaky <all.jsonl >retried.jsonl
check $? "--retries exits 0"
cmp -s retried.jsonl want.jsonl; check $? "--retries: a killed job's bytes come once"

make_sites
GHIRBAL=$GHIRBAL sh "$CONTRIB/parallel_memory.sh" memory-in memory-out
check $? "memory recipe exits 0"
cmp -s sites.mem memory-out/sites.mem; check $? "memory recipe: the memory of learning at once"
rm -rf memory-out/parts memory-out/sites.mem memory-out/.joblog
diff -r memory-want memory-out >/dev/null; check $? "memory recipe: files as in a plain run"
finish
