#!/bin/bash
# SPDX-License-Identifier: MIT
# run.sh GHIRBAL FIXTURES: times ghirbal and what people use today, in turn on one corpus, so that a
# machine that slows down slows down all.  Figures are medians of the wall clock.
# MEGABYTES (64) and ROUNDS (5) in the environment change the size of the run.
set -eu
ghirbal=$1
fixtures=$2
here=$(cd "$(dirname "$0")" && pwd)
: "${MEGABYTES:=64}" "${ROUNDS:=5}"
export LC_ALL=C.UTF-8 TIMEFORMAT=%R

mkdir -p bench-data
corpus=bench-data/corpus-$MEGABYTES.txt
records=bench-data/corpus-$MEGABYTES.jsonl
[ -f "$corpus" ] && [ -f "$records" ] || python3 "$here/corpus.py" "$fixtures" "$MEGABYTES" "$corpus" "$records"

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

# One by one: sed has no ranges of marks in C.UTF-8.
marks=$'\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670'
strip_marks='s/[\x{610}-\x{61a}\x{640}\x{64b}-\x{65f}\x{670}\x{6d6}-\x{6dc}\x{6df}-\x{6e8}\x{6ea}-\x{6ed}]//g'
names=() commands=() peers=()

# add NAME PEER COMMAND: something to time; its ratio is to the entry PEER.
add()
{
	names+=("$1")
	peers+=("$2")
	commands+=("$3")
}

add 'ghirbal' '' "$ghirbal <$corpus"
# The default of ghirbal takes marks and tatweel out, so one sed does that too and one does not.
add 'sed, ten patterns' 'ghirbal' "sed -E -f $sed_script <$corpus"
add 'sed, marks and ten patterns' 'ghirbal' "sed -E -e 's/[$marks]//g' -f $sed_script <$corpus"
add 'wc -m' 'ghirbal' "wc -m <$corpus"
add 'iconv' 'ghirbal' "iconv -f utf-8 -t utf-8 <$corpus"
add 'ghirbal --normalize=none' '' "$ghirbal --normalize=none <$corpus"
add 'ghirbal --only-normalize' '' "$ghirbal --only-normalize <$corpus"
if command -v perl >/dev/null; then
	add 'perl, marks only' 'ghirbal --only-normalize' "perl -CSD -pe '$strip_marks' <$corpus"
fi
add 'ghirbal --from=jsonl' '' "$ghirbal --from=jsonl <$records"
if command -v jq >/dev/null; then
	add 'jq -c .' 'ghirbal --from=jsonl' "jq -c . <$records"
fi

for ((round = 0; round < ROUNDS; round++)); do
	for i in "${!names[@]}"; do
		{ time eval "${commands[i]}" >/dev/null; } 2>>"bench-data/times.$i"
	done
done

# median NUMBER: of the last ROUNDS times of an entry.
median()
{
	tail -n "$ROUNDS" "bench-data/times.$1" | sort -n | sed -n "$(((ROUNDS + 1) / 2))p"
}

echo "$(uname -sm), $(nproc) processors, corpus of $MEGABYTES MB, medians of $ROUNDS rounds in turn"
printf '%-28s %9s %8s  %s\n' entry seconds MB/s ratio
for i in "${!names[@]}"; do
	ratio=
	for j in "${!names[@]}"; do
		[ "${names[j]}" = "${peers[i]}" ] || continue
		ratio=$(awk -v a="$(median "$i")" -v b="$(median "$j")" 'BEGIN { printf "%.2f x the time of", a / b }')
		ratio="$ratio ${peers[i]}"
	done
	awk -v t="$(median "$i")" -v m="$MEGABYTES" -v n="${names[i]}" -v r="$ratio" \
		'BEGIN { printf "%-28s %9.3f %8.0f  %s\n", n, t, (t > 0 ? m / t : 0), r }'
done
echo
echo "$sed_script:"
sed 's/^/    /' "$sed_script"
echo 'commands:'
printf '    %s\n' "${commands[@]}"
rm -f bench-data/times.*
