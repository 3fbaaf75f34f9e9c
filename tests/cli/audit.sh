#!/bin/sh
# SPDX-License-Identifier: MIT
# What --explain, --rejects, --stats, --report, --check and --dry-run say, with one thread and with more.
. "${srcdir:-.}/tests/cli/tap.sh"

cat >rules <<'END'
ghirbal 1
[house]
drop line هذا النص من أرشيفنا
[advert]
cut has إعلان ممول
END
clean() { "$ghirbal" --no-default-rules --rules=rules "$@"; }

printf 'فتحت المكتبة أبوابها اليوم.\nهذا النص من أرشيفنا\n\fوصل القطار إعلان ممول في موعده.\n' >page
clean --explain page >got
printf 'page\t1\t2\tdrop\thouse\trules:3\t\tهذا النص من أرشيفنا\npage\t2\t1\tcut\tadvert\trules:5\t\tإعلان ممول\n' >want
sed 's/\(.*\t\)[^\t]*\(إعلان ممول\).*/\1\2/' got >seen
same want seen '--explain tells file, document, line, verdict, group, address, evidence and text'
clean --explain <page | cut -f 1 | uniq >got
is - "$(cat got)" 'standard input is called -'
printf 'فتحت المكتبة.\nهذا\tالنص من أرشيفنا\r\n' | clean --explain >got
is 8 "$(awk -F '\t' '{ print NF }' got)" 'a tab or an end of line in the text is escaped'
is '' "$(clean --explain "$src/src/cli/options.def" 2>&1)" '--explain says nothing where nothing goes'

clean --rejects=rejects page >text
clean page | cmp -s - text
holds $? '--rejects leaves the text as it is'
is 2 "$(wc -l <rejects)" '--rejects writes a line for each removal'
if command -v python3 >/dev/null; then
	python3 - rejects <<'END'
import json, sys
first, second = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert first == {"file": "page", "document": 1, "line": 2, "verdict": "drop", "group": "house",
                 "rule": "rules:3", "text": "هذا النص من أرشيفنا"}, first
assert second["verdict"] == "cut" and second["rule"] == "rules:5" and "إعلان ممول" in second["text"], second
END
	holds $? 'each of them JSON'
	printf 'هذا النص من أرشيفنا\n' | clean --rejects=rejects "$(printf 'x"\\\001')" 2>/dev/null
	cp page "$(printf 'a"\\\001\377')"
	clean --rejects=rejects "$(printf 'a"\\\001\377')" >text
	python3 -c 'import json; print([json.loads(l)["file"] for l in open("rejects", encoding="utf-8")][0])' >got
	printf 'a"\\\001\357\277\275\n' >want
	same want got 'whatever the file is called'
	clean --stats=stats page >text
	python3 - stats <<'END'
import json, sys
stats = json.load(open(sys.argv[1], encoding="utf-8"))
assert stats["documents"] == 2 and stats["lines"] == 3 and stats["lines_dropped"] == 1, stats
assert stats["spans_cut"] == 1 and stats["files"] == 1, stats
assert stats["groups"] == {"advert": 1, "house": 1}, stats
assert stats["rules"] == {"rules:3": 1, "rules:5": 1}, stats
assert stats["records"] == 2 and stats["records_changed"] == 2, stats
assert stats["bytes_in"] > stats["bytes_out"] > 0, stats
END
	holds $? '--stats counts by group and by rule'
	clean --stats page 2>stats >text
	python3 -c 'import json; json.load(open("stats"))'
	holds $? '--stats alone writes to standard error'
	clean --report=report.html page >text
	printf 'إعلان <b>&"\n' >odd
	printf 'ghirbal 1\n[house]\ndrop line إعلان <b>&"\n' >odd.rules
	"$ghirbal" --no-default-rules --rules=odd.rules --report=odd.html odd >text
	python3 - report.html odd.html <<'END'
import html.parser, sys
VOID = {"meta"}
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.text = [], []
    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            assert name not in ("src", "href"), "the page must stand alone"
        if tag == "html":
            assert dict(attributes) == {"lang": "ar", "dir": "rtl"}
        if tag not in VOID:
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open.pop() == tag
    def handle_data(self, data):
        self.text.append(data)
for name in sys.argv[1:]:
    page = Page()
    page.feed(open(name, encoding="utf-8").read())
    assert not page.open, page.open
    text = "".join(page.text)
    assert "هذا النص من أرشيفنا" in text or 'إعلان <b>&"' in text, text
END
	holds $? '--report is a page that stands alone, from right to left, with text escaped'
fi

clean --check page >text
is 1 $? '--check: status 1 where something would change'
is '' "$(cat text)" 'and no output'
clean page >clean.txt
clean --check clean.txt
is 0 $? '--check: status 0 where nothing would'
printf 'الحمـــدُ لله\n' >seat
clean --check seat
is 1 $? '--check sees what the normaliser does'
printf '{"text":"x"}\n{"text":"الحمـــدُ لله"}\n' >seat.jsonl
clean --check seat.jsonl
is 1 $? '--check of JSON Lines'
awk 'BEGIN { for (i = 0; i < 30000; i++) print "وصل القطار رقم " i " في موعده اليوم." }' >long
"$ghirbal" --only-normalize --check long
is 0 $? '--check of a document that is not held whole'
{ cat long; cat seat; } >longer
"$ghirbal" --only-normalize --check longer
is 1 $? 'which sees its last line'
clean --dry-run --stats=stats page >text
is '' "$(cat text)" '--dry-run writes no text'
[ -s stats ]
holds $? 'but what else was asked for'

# Enough records for many batches; every third has something to go.
awk 'BEGIN { for (i = 0; i < 9000; i++)
	printf "{\"id\":%d,\"text\":\"وصل القطار رقم %d في موعده.\\n%s\"}\n", i, i,
		i % 3 ? "وغادر بعد ساعة." : "هذا النص من أرشيفنا" }' >many.jsonl
for jobs in 1 2 5; do
	clean -j $jobs --explain --rejects=rejects.$jobs --stats=stats.$jobs --report=report.$jobs many.jsonl page >explain.$jobs
	clean -j $jobs many.jsonl >text.$jobs
done
is 3002 "$(wc -l <explain.1)" 'every removal is told'
for jobs in 2 5; do
	for what in text explain rejects stats report; do
		same $what.1 $what.$jobs "$what: the same bytes with $jobs threads"
	done
done
finish
