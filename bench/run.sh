#!/bin/bash
# SPDX-License-Identifier: MIT
# run.sh GHIRBAL SOURCES: times ghirbal and what people use today, in turn on three corpora
# (corpus.py), so that a machine that slows down slows down all.  Figures are medians, by the clock and of
# processor time, which others on the machine disturb less; ratios are of the latter, but of -j 2.
# MEGABYTES (32) and ROUNDS (5) in the environment change the size of the run; OLD names a binary of
# an earlier release to be timed beside this one.
set -eu
ghirbal=$1
sources=$2
here=$(cd "$(dirname "$0")" && pwd)
: "${MEGABYTES:=32}" "${ROUNDS:=5}" "${OLD:=}"
export LC_ALL=C.UTF-8 TIMEFORMAT='%R %U %S'

mkdir -p bench-data
sed_script=bench-data/ten.sed
cat >"$sed_script" <<'TEXT'
/^(شاهد|اقرأ|إقرأ) أيض(ا|اً|ًا)[ :]*$/d
/^(مقالات|مواضيع|أخبار) (ذات صلة|متعلقة|مشابهة)/d
/^التعليقات على .* مغلقة$/d
/^تابع(نا|ونا) (على|عبر) /d
/^شارك (المقال|الخبر|هذا الموضوع)/d
/^جميع الحقوق محفوظة/d
/^(الرئيسية|من نحن|اتصل بنا|تخطي إلى المحتوى)$/d
/^(تسجيل الدخول|إنشاء حساب)$/d
/^التعليقات \([0-9]+\)$/d
s/(اقرأ المزيد|للمزيد)[ .…]*$//
TEXT
: >bench-data/nothing

# One by one: sed has no ranges of marks in C.UTF-8.
marks=$'\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670'
strip_marks='s/[\x{610}-\x{61a}\x{640}\x{64b}-\x{65f}\x{670}\x{6d6}-\x{6dc}\x{6df}-\x{6e8}\x{6ea}-\x{6ed}]//g'
names=() commands=() peers=() sizes=()

# add NAME PEER SIZE COMMAND: something to time on so many MB; its ratio is to the entry PEER.
add()
{
	names+=("$1")
	peers+=("$2")
	sizes+=("$3")
	commands+=("$4")
}

for kind in news pages diverse; do
	corpus=bench-data/$kind-$MEGABYTES.txt
	records=bench-data/$kind-$MEGABYTES.jsonl
	[ -f "$corpus" ] && [ -f "$records" ] ||
		python3 "$here/corpus.py" $kind "$sources" "$MEGABYTES" "$corpus" "$records"
	add "$kind" '' "$MEGABYTES" "$ghirbal <$corpus"
	[ -z "$OLD" ] || add "$kind, OLD" "$kind" "$MEGABYTES" "$OLD <$corpus"
	add "$kind, -j 2" "$kind" "$MEGABYTES" "$ghirbal -j 2 <$corpus"
	add "$kind, sed, ten patterns" "$kind" "$MEGABYTES" "sed -E -f $sed_script <$corpus"
	# The default of ghirbal takes marks and tatweel out, so one sed does that too and one does not.
	add "$kind, sed, marks and ten patterns" "$kind" "$MEGABYTES" \
		"sed -E -e 's/[$marks]//g' -f $sed_script <$corpus"
	add "$kind, iconv" "$kind" "$MEGABYTES" "iconv -f utf-8 -t utf-8 <$corpus"
	add "$kind, wc -m" "$kind" "$MEGABYTES" "wc -m <$corpus"
	add "$kind, --normalize=none" "$kind" "$MEGABYTES" "$ghirbal --normalize=none <$corpus"
	add "$kind, --only-normalize" "$kind" "$MEGABYTES" "$ghirbal --only-normalize <$corpus"
	if command -v perl >/dev/null; then
		add "$kind, perl, marks only" "$kind, --only-normalize" "$MEGABYTES" \
			"perl -CSD -pe '$strip_marks' <$corpus"
	fi
	add "$kind, JSON Lines" '' "$MEGABYTES" "$ghirbal --from=jsonl <$records"
	[ -z "$OLD" ] || add "$kind, JSON Lines, OLD" "$kind, JSON Lines" "$MEGABYTES" "$OLD --from=jsonl <$records"
	if command -v jq >/dev/null; then
		add "$kind, jq -c ." "$kind, JSON Lines" "$MEGABYTES" "jq -c . <$records"
	fi
done
# A hundred starts, so that the clock has something to count.
add '100 starts' '' 0 "for i in {1..100}; do $ghirbal bench-data/nothing; done"
[ -z "$OLD" ] || add '100 starts, OLD' '100 starts' 0 "for i in {1..100}; do $OLD bench-data/nothing; done"
add '100 starts of cat' '100 starts' 0 'for i in {1..100}; do cat bench-data/nothing; done'

rm -f bench-data/times.*
for ((round = 0; round < ROUNDS; round++)); do
	for i in "${!names[@]}"; do
		{ time eval "${commands[i]}" >/dev/null; } 2>>"bench-data/times.$i"
	done
done

# median NUMBER [clock]: of the times of an entry.
median()
{
	awk -v by="${2:-}" '{ print by == "clock" ? $1 : $2 + $3 }' "bench-data/times.$1" | sort -n |
		sed -n "$(((ROUNDS + 1) / 2))p"
}

echo "$(uname -sm), $(nproc) processors, corpora of $MEGABYTES MB, medians of $ROUNDS rounds in turn"
printf '%-38s %9s %9s %8s  %s\n' entry seconds processor MB/s ratio
for i in "${!names[@]}"; do
	ratio= by=
	[[ ${names[i]} != *'-j 2' ]] || by=clock
	for j in "${!names[@]}"; do
		[ "${names[j]}" = "${peers[i]}" ] || continue
		ratio=$(awk -v a="$(median "$i" "$by")" -v b="$(median "$j" "$by")" 'BEGIN { printf "%.2f x the time of", a / b }')
		ratio="$ratio ${peers[i]}"
	done
	awk -v c="$(median "$i" clock)" -v t="$(median "$i")" -v m="${sizes[i]}" -v n="${names[i]}" -v r="$ratio" 'BEGIN {
		printf "%-38s %9.3f %9.3f %8s  %s\n", n, c, t, ((t > 0 && m > 0) ? int(m / t + .5) : ""), r }'
done
for kind in news pages diverse; do
	python3 - "$ghirbal" "bench-data/$kind-$MEGABYTES.txt" "$kind" <<'PYTHON'
import resource, subprocess, sys
subprocess.run([sys.argv[1], sys.argv[2]], stdout=subprocess.DEVNULL, check=True)
print("%s, most memory: %d KiB" % (sys.argv[3], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
PYTHON
done
echo
echo "$sed_script:"
sed 's/^/    /' "$sed_script"
echo 'commands:'
printf '    %s\n' "${commands[@]}"
rm -f bench-data/times.*
