#!/bin/bash
# SPDX-License-Identifier: MIT
# A Slurm of two nodes on loopback: the array recipe gives a plain run's bytes, a second run redoes
# nothing, and with SLURM_NODE_LOSS=1 a node killed half way (four minutes) changes nothing either.
set -u
here=$(cd "$(dirname "$0")" && pwd)
: "${GHIRBAL:?the command under test}" "${CONTRIB:?the folder contrib/engines}"
. "$here/plan.sh"
for command in slurmctld slurmd sbatch munged python3 runuser; do need "$command"; done
if [ "$(id -u)" -ne 0 ]; then
	skip "the cluster's daemons are started as root"
	exit 77
fi
work=$(mktemp -d)
chmod 755 "$work"
cluster=$work/cluster

stop_cluster() {
	for file in "$cluster"/run/*.pid "$cluster"/munge/pid; do
		[ -e "$file" ] && kill "$(cat "$file")" 2>/dev/null
	done
	sleep 1
	rm -rf "$work"
}
trap stop_cluster EXIT

# Everything lives in one folder and listens on loopback only; nothing of /etc is read.
start_cluster() {
	local host
	host=$(hostname -s)
	install -d -m 755 "$cluster" "$cluster/log" "$cluster/run" "$cluster/state"
	install -d -m 755 -o munge -g munge "$cluster/munge"
	install -d -m 700 -o munge -g munge "$cluster/munge/priv"
	runuser -u munge -- mungekey --create --keyfile="$cluster/munge/priv/key" || return 1
	runuser -u munge -- munged --key-file="$cluster/munge/priv/key" --socket="$cluster/munge/sock" \
		--pid-file="$cluster/munge/pid" --log-file="$cluster/munge/priv/log" \
		--seed-file="$cluster/munge/priv/seed" || return 1
	sed "s|@DIR@|$cluster|g; s|@HOST@|$host|g" "$here/slurm.conf.in" >"$cluster/slurm.conf"
	export SLURM_CONF=$cluster/slurm.conf
	slurmctld -c -f "$SLURM_CONF" 2>/dev/null || return 1
	for node in n1 n2; do
		mkdir -p "$cluster/spool-$node"
		slurmd -N "$node" -f "$SLURM_CONF" 2>/dev/null || return 1
	done
	for _ in $(seq 60); do
		[ "$(sinfo -hN -t idle -o %N 2>/dev/null | sort -u | wc -l)" = 2 ] && return 0
		sleep .5
	done
	return 1
}

wait_for_jobs() { # SECONDS
	for _ in $(seq "$1"); do
		[ -z "$(squeue -h 2>/dev/null)" ] && return 0
		sleep 1
	done
	return 1
}

start_cluster
started=$?
check $started "two nodes are up"
[ "$started" -eq 0 ] || { cat "$cluster"/log/*.log 2>/dev/null | tail -20; finish; }
cd "$work" || exit 99
python3 "$here/corpus.py" in 8 400
mkdir want out logs
for shard in in/*; do "$GHIRBAL" --from=jsonl "$shard" >"want/${shard##*/}"; done

export GHIRBAL
sbatch --parsable --array=0-7%2 "$CONTRIB/array.sbatch" >/dev/null; check $? "the array is accepted"
wait_for_jobs 120; check $? "the array ends"
diff -r want out >/dev/null; check $? "array: files as in a plain run"
before=$(ls -l --time-style=full-iso out)
sbatch --parsable --array=0-7%2 "$CONTRIB/array.sbatch" >/dev/null
wait_for_jobs 120; check $? "a second array ends"
[ "$before" = "$(ls -l --time-style=full-iso out)" ]; check $? "a second array redoes nothing"

make_sites
mkdir memory
(
	cd memory && mkdir out logs && ln -s ../memory-in in || exit 1
	learn=$(sbatch --parsable --array=0-7%2 "$CONTRIB/memory.sbatch" learn) &&
		merge=$(sbatch --parsable --dependency="afterok:$learn" "$CONTRIB/memory.sbatch" merge) &&
		sbatch --parsable --array=0-7%2 --dependency="afterok:$merge" "$CONTRIB/memory.sbatch" clean
) >/dev/null
check $? "learning, merging and cleaning are accepted"
wait_for_jobs 240; check $? "they end"
cmp -s sites.mem memory/out/sites.mem; check $? "memory: that of learning at once"
rm -rf memory/out/parts memory/out/sites.mem
diff -r memory-want memory/out >/dev/null; check $? "memory: files as in a plain run"

if [ "${SLURM_NODE_LOSS:-0}" = 1 ]; then
	rm -rf out && mkdir out
	# Slow shards, so that the node is lost in the middle of one.
	printf '#!/bin/sh\nsleep 20\nexec "%s" "$@"\n' "$GHIRBAL" >slow && chmod +x slow
	GHIRBAL=$work/slow sbatch --parsable --array=0-1%2 "$CONTRIB/array.sbatch" >/dev/null
	sleep 8
	victim=$(cat "$cluster/run/slurmd-n2.pid")
	pkill -9 -f "slurmstepd.*n2" ; pkill -9 -P "$victim" 2>/dev/null; kill -9 "$victim"
	rm -f "$cluster/run/slurmd-n2.pid"
	wait_for_jobs 400; check $? "the array ends without its second node"
	cmp -s want/shard-00000.jsonl out/shard-00000.jsonl &&
		cmp -s want/shard-00001.jsonl out/shard-00001.jsonl
	check $? "node loss: files as in a plain run"
else
	skip "node loss (set SLURM_NODE_LOSS=1; four minutes)"
fi
finish
