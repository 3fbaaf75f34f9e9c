#!/bin/bash
# SPDX-License-Identifier: MIT
# Spark with two executors in processes of their own: RDD.pipe, files a task and Arrow batches give a
# plain run's bytes, also when an executor is killed half way.
set -u
here=$(cd "$(dirname "$0")" && pwd)
: "${GHIRBAL:?the command under test}" "${CONTRIB:?the folder contrib/engines}"
. "$here/plan.sh"
need java
need python3
if ! python3 -c 'import pyspark.sql' 2>/dev/null; then
	skip "pyspark is not installed (pip install pyspark pandas pyarrow)"
	exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
# Executors start as processes with the interpreter, the modules and the address given here.
export PYTHONPATH=$CONTRIB${PYTHONPATH:+:$PYTHONPATH}
export PYSPARK_PYTHON=python3 SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_HOSTNAME=localhost
export PYSPARK_SUBMIT_ARGS="--master local-cluster[2,1,1024] --conf spark.ui.enabled=false \
--conf spark.driver.host=localhost --conf spark.log.level=ERROR \
--conf spark.executorEnv.PYTHONPATH=$PYTHONPATH pyspark-shell"
SPARK_HOME=$(python3 -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_HOME
python3 "$here/corpus.py" in 4 400
mkdir want
for shard in in/*; do "$GHIRBAL" --from=jsonl "$shard" >"want/${shard##*/}"; done
cat want/*.jsonl >want.jsonl
ls -d "$work"/in/* >list

# Spark lists the files of a folder in no order of its own, so records are compared as a set.
sort want.jsonl >want.sorted

joined() { # DIR: the records of a text output
	cat "$1"/part-* | sort
}

python3 "$CONTRIB/spark_pipe.py" "$work/in" "$work/piped" "$GHIRBAL" >pipe.log 2>&1
check $? "pipe: exits 0"
joined piped | cmp -s - want.sorted; check $? "pipe: records as in a plain run"

python3 "$CONTRIB/spark_files.py" list files "$GHIRBAL" >files.log 2>&1
check $? "files: exits 0"
diff -r want files >/dev/null; check $? "files: as in a plain run"

if python3 -c 'import pandas, pyarrow' 2>/dev/null; then
	python3 "$here/spark_arrow.py" "$work/in" "$GHIRBAL" >arrow.jsonl 2>arrow.log
	check $? "arrow: exits 0"
	python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf8"):
    row = json.loads(line)
    print(json.dumps([row["id"], row["text"]]))' want.jsonl >want.texts
	sort arrow.jsonl >got.sorted
	sort want.texts | cmp -s - got.sorted; check $? "arrow: texts as in a plain run"
else
	skip "arrow (pip install pandas pyarrow)"
fi

make_sites
ls -d "$work"/memory-in/* >memory-list
python3 "$CONTRIB/spark_memory.py" memory-list memory-out "$GHIRBAL" >memory.log 2>&1
check $? "memory: exits 0"
cmp -s sites.mem memory-out/sites.mem; check $? "memory: that of learning at once"
# An executor that dies while it learns: its parts are learned again.
printf '#!/bin/sh\necho >>"%s/learning"\nsleep 3\nexec "%s" "$@"\n' "$work" "$GHIRBAL" >slow-learner
chmod +x slow-learner
python3 "$CONTRIB/spark_memory.py" memory-list memory-survived "$work/slow-learner" >memory-loss.log 2>&1 &
driver=$!
for _ in $(seq 120); do
	[ -s learning ] && break
	sleep .5
done
victim=$(pgrep -f CoarseGrainedExecutorBackend | head -n 1)
[ -n "$victim" ] && kill -9 "$victim"; check $? "memory: an executor was killed while learning"
wait "$driver"; check $? "memory, executor loss: exits 0"
cmp -s sites.mem memory-survived/sites.mem; check $? "memory, executor loss: the same memory"
rm -f memory-out/sites.mem memory-survived/sites.mem
diff -r memory-want memory-out >/dev/null && diff -r memory-want memory-survived >/dev/null
check $? "memory: files as in a plain run"

# The filter sleeps, so that the executor dies with tasks under way; their records must come once.
printf '#!/bin/sh\necho >>"%s/started"\nsleep 3\nexec "%s" "$@"\n' "$work" "$GHIRBAL" >slow
chmod +x slow
python3 "$CONTRIB/spark_pipe.py" "$work/in" "$work/survived" "$work/slow" >loss.log 2>&1 &
driver=$!
for _ in $(seq 120); do
	[ -s started ] && break
	sleep .5
done
victim=$(pgrep -f CoarseGrainedExecutorBackend | head -n 1)
[ -n "$victim" ] && kill -9 "$victim"; check $? "an executor was killed half way"
wait "$driver"; check $? "executor loss: exits 0"
joined survived | cmp -s - want.sorted; check $? "executor loss: records as in a plain run"

printf '#!/bin/sh\ncat >/dev/null\nexit 3\n' >broken
chmod +x broken
if python3 "$CONTRIB/spark_pipe.py" "$work/in" "$work/failed" "$work/broken" >broken.log 2>&1; then
	check 1 "a filter that fails fails the job"
else
	check 0 "a filter that fails fails the job"
fi
[ "$failures" -eq 0 ] || tail -n 5 ./*.log
finish
