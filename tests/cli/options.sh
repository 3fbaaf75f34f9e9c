#!/bin/sh
# SPDX-License-Identifier: MIT
# A wrong command line: status 2, a message with what was meant, and not one byte of output.
. "${srcdir:-.}/tests/cli/tap.sh"

echo 'نص من سطر واحد.' >page

# refused PATTERN ARGUMENT...
refused()
{
	pattern=$1
	shift
	"$ghirbal" "$@" page >got 2>messages
	status=$?
	[ $status = 2 ] && [ ! -s got ] && grep -q -e "$pattern" messages
	holds $? "refused: $*"
}

refused 'did you mean --field?' --feild=x
refused 'did you mean --normalize?' --normalise=none
refused 'unknown option --banana' --banana
refused 'unknown option -x' -x
refused '--no may be one of' --no
"$ghirbal" --rules 2>messages
[ $? = 2 ] && grep -q 'needs an argument: FILE' messages
holds $? 'refused: --rules without an argument'
refused '--quiet takes no argument' --quiet=yes
refused 'did you mean jsonl?' --from=json
refused 'must be one of' --invalid=banana
refused 'must be a size' --max-document=12Q
refused 'must be a size' --max-document=0
refused 'must be a size' --max-document=99999999999999999999
refused 'must be a number' --jobs=-1
refused 'must be a number' -j many
refused 'did you mean tashkeel' --normalize=standard,+tashkel
refused 'No such file' --rules=missing.rules
refused 'is not WET' --to=wet
refused 'needs a FILE' -i -
refused 'only one of them' -i -o out
refused 'not with --explain' -i --explain
refused 'for plain text' --from=jsonl --document=line
refused 'at most 16 parts' --field=/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17
refused '\\xd8' "$(printf -- '--\330\247')"
printf 'ghirbal 1\n[house]\ndrop lien كلمة\n' >bad.rules
refused "bad.rules:3: .*'lien'" --rules=bad.rules
is 'page' "$(ls page out 2>/dev/null)" 'and no output file was made'

"$ghirbal" --hel >got
holds $? 'a name may be shortened while it stays unique'
"$ghirbal" --version | head -n 1 | grep -q '^ghirbal [0-9.]*$'
holds $? '--version begins with name and number'
for task in --help --version --list-rules --list-normalize; do
	"$ghirbal" $task >/dev/full 2>messages
	is 3 $? "$task on a full disk: status 3"
	"$ghirbal" $task >&- 2>messages
	is 3 $? "$task with standard output closed: status 3"
done
"$ghirbal" --list-rules | awk -F '\t' 'NF != 6 { exit 1 }'
holds $? '--list-rules has six fields in each line'
"$ghirbal" --list-rules | grep -q '^[a-z]*\.rules:[0-9]*	'
holds $? 'of which the first is an address'
"$ghirbal" --list-rules --keep=share | awk -F '\t' '$2 == "share" && $5 != "off" || $2 != "share" && $5 != "on" { exit 1 }'
holds $? '--keep switches a group off'
"$ghirbal" --list-rules --strip=share,nav --strip=tags |
	awk -F '\t' '($2 ~ /^(share|nav|tags)$/) != ($5 == "on") { exit 1 }'
holds $? '--strip, given twice, is one list'

cat >good.rules <<'END'
ghirbal 1
[house]
drop starts هذا النص من أرشيفنا
  ok هذا النص من ارشيفنا الورقي
  no هذا النص من أرشيفنا نشر أول مرة قبل ستين عاما.
END
is '' "$("$ghirbal" --check-rules --no-default-rules good.rules)" '--check-rules is silent when all is well'
is '1 rules, 2 examples, all as they should be' "$("$ghirbal" -v --check-rules --no-default-rules good.rules)" \
	'unless --verbose'
sed 's/  no/  ok/' good.rules >bad.rules
"$ghirbal" --check-rules --no-default-rules --rules=bad.rules >got
is 1 $? '--check-rules: status 1 when an example fails'
grep -q '^bad.rules:5: should match and does not: ' got
holds $? 'with the address of the example'

# Names and examples that a terminal would obey, and a file that has the name of one built in.
evil=$(printf 'a\033[31m\302\233.rules')
printf 'ghirbal 1\n[house]\ndrop line هذا النص من أرشيفنا\n  ok نص \302\2331m آخر\n' >"$evil"
"$ghirbal" --no-default-rules --rules="$evil" --list-rules >got
is 'a\x1b[31m\u009b.rules:3' "$(cut -f 1 got)" '--list-rules prints no escape of a name'
"$ghirbal" --no-default-rules --check-rules "$evil" >got
is 'a\x1b[31m\u009b.rules:4: should match and does not: نص \u009b1m آخر' "$(cat got)" 'nor does --check-rules, of an example'
printf 'هذا النص \302\2331m من أرشيفنا\n' | "$ghirbal" --no-default-rules --rules=good.rules --explain >got
is '' "$(LC_ALL=C grep "$(printf '\302\233')" got)" 'nor --explain, of a line'
cp good.rules share.rules
echo 'هذا النص من أرشيفنا' | "$ghirbal" --rules=share.rules --explain | cut -f 6 >got
is './share.rules:3' "$(cat got)" 'a file with the name of one built in has addresses of its own'
echo 'هذا النص من أرشيفنا' | "$ghirbal" --rules=share.rules --rules=good.rules --stats 2>&1 >got | grep -o '"[^"]*rules:3": 1' >seen
is '"./share.rules:3": 1' "$(cat seen)" 'also in counts'
# The judge doubts phrases of a word or two that anybody may say, but not what its user asks for.
printf 'ghirbal 1\n[house]\ndrop line كلمة أخرى\n' >short.rules
printf 'كلمة أخرى\nسطر من النص الباقي\n' | "$ghirbal" --rules=short.rules >got
is 'سطر من النص الباقي' "$(cat got)" 'a rule of two words of the user'"'"'s own is obeyed on a page without an article'
finish
