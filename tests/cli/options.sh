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
drop line هذا النص من أرشيفنا
  ok هذا النص من ارشيفنا
  no هذا النص من أرشيفنا القديم
END
is '' "$("$ghirbal" --check-rules --no-default-rules good.rules)" '--check-rules is silent when all is well'
is '1 rules, 2 examples, all as they should be' "$("$ghirbal" -v --check-rules --no-default-rules good.rules)" \
	'unless --verbose'
sed 's/  no/  ok/' good.rules >bad.rules
"$ghirbal" --check-rules --no-default-rules --rules=bad.rules >got
is 2 $? '--check-rules: status 2 when an example fails'
grep -q '^bad.rules:5: should match and does not: ' got
holds $? 'with the address of the example'
finish
