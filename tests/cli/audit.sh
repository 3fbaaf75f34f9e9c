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
printf 'page\t1\t2\tdrop\thouse\trules:3\t\tهذا النص من أرشيفنا\t\npage\t2\t1\tcut\tadvert\trules:5\t\tإعلان ممول \t\n' >want
same want got '--explain tells file, record, line, verdict, group, address, evidence, text and id'
printf '{"id":"a\\u0062c","text":"هذا النص من أرشيفنا"}\n{"url":"http://x/","n":[1,{"id":0}],"text":"هذا النص من أرشيفنا"}\n{"id":12,"text":"هذا النص من أرشيفنا"}\n' |
	clean --from=jsonl --explain | cut -f 2,9 >got
printf '1\tabc\n2\thttp://x/\n3\t12\n' >want
same want got 'the id of a JSON record, or its url'
clean --explain <page | cut -f 1 | uniq >got
is - "$(cat got)" 'standard input is called -'
printf 'فتحت المكتبة.\nهذا\tالنص من أرشيفنا\r\n' | clean --explain >got
is 9 "$(awk -F '\t' '{ print NF }' got)" 'a tab or an end of line in the text is escaped'
is '' "$(clean --explain "$src/src/cli/options.def" 2>&1)" '--explain says nothing where nothing goes'
is 1 "$(printf 'فتحت المكتبة.\n\nهذا النص من أرشيفنا\n\nوصل القطار.\n' | clean --explain | wc -l)" 'nor of a blank line that goes with another'
printf 'فتحت المكتبة أبوابها.\n\fفتحت المكتبة أبوابها.\nهذا النص من أرشيفنا\n' | clean --stats=counted >got
is '"records_changed": 1' "$(grep -o '"records_changed": [0-9]*' counted)" '--stats counts the records that changed'
rm counted

clean --rejects=rejects page >text
clean page | cmp -s - text
holds $? '--rejects leaves the text as it is'
is 2 "$(wc -l <rejects)" '--rejects writes a line for each removal'
clean --explain=json page >got
same rejects got '--explain=json tells the same'
if command -v python3 >/dev/null; then
	python3 - rejects <<'END'
import json, sys
first, second = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert first == {"file": "page", "record": 1, "document": 1, "line": 2, "verdict": "drop", "group": "house",
                 "rule": "rules:3", "offset": 51, "length": 36, "text": "هذا النص من أرشيفنا", "end": "\n"}, first
assert second["verdict"] == "cut" and second["rule"] == "rules:5" and "إعلان ممول" in second["text"], second
END
	holds $? 'each of them JSON'
	# Spellings of one string: raw, escaped, a pair, a lone surrogate before and inside what goes.
	cat >spelt.jsonl <<'END'
{"a":1,"text":"\u0648صل 😀\ud83d\ude00\tx\nإعلان\u0020ممول\n\n\u0647ذا النص من أرشيفنا"}
{"a":{"id":"no"},"url":["no"],"text":"\ud800وصل\nإعلان\ud801 ممول إعلان ممول","id":null}
{"text":"إعلان ممول","id":7.50,"other":"إعلان ممول"}
END
	clean --field=text --field=other --rejects=rejects spelt.jsonl >text
	python3 - spelt.jsonl rejects <<'END'
import json, sys
data = open(sys.argv[1], "rb").read()
lines = [json.loads(line) for line in data.splitlines()]
rows = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
assert [(r["record"], r["document"], r["line"], r["verdict"]) for r in rows] == [
    (1, 1, 2, "cut"), (1, 1, 2, "blank"), (1, 1, 3, "blank"), (1, 1, 4, "drop"), (2, 1, 2, "cut"),
    (3, 1, 1, "cut"), (3, 2, 1, "cut")], rows
for row in rows:
    whole = lines[row["record"] - 1]["text" if row["document"] == 1 else "other"].encode("utf-8", "surrogatepass")
    told = (row["text"] + row.get("end", "")).encode("utf-8", "surrogatepass")
    assert whole[row["text_offset"]:row["text_offset"] + row["text_length"]] == told, row
    here = data[row["offset"]:row["offset"] + row["length"]]
    assert json.loads(b'"' + here + b'"').encode("utf-8", "surrogatepass") == told, row
assert [row.get("id") for row in rows] == [None] * 5 + [7.5] * 2 and b'"id":7.50,' in open(sys.argv[2], "rb").read()
END
	holds $? 'a place in a JSON string, as it is written and as it is read'
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
	printf 'إعلان <b>&"</script><!--\n' >odd
	printf 'ghirbal 1\n[house]\ndrop line إعلان <b>&"</script><!--\n' >odd.rules
	"$ghirbal" --no-default-rules --rules=odd.rules --report=odd.html odd >text
	cat >read.py <<'END'
import html.parser, json, sys
class Page(html.parser.HTMLParser):
    """The page's one block of data."""
    def __init__(self):
        super().__init__()
        self.kind, self.data, self.scripts = None, "", 0
    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        assert tag not in ("img", "link", "iframe") and "src" not in attributes, "the page must stand alone"
        assert tag != "html" or attributes == {"lang": "ar", "dir": "rtl"}
        self.kind = tag == "script" and attributes.get("type")
        self.scripts += tag == "script"
    def handle_endtag(self, tag):
        self.kind = None
    def handle_data(self, data):
        if self.kind:
            self.data += data
def read(name):
    page = Page()
    page.feed(open(name, encoding="utf-8").read())
    assert page.scripts == 2, page.scripts
    return json.loads(page.data)
END
	python3 - report.html odd.html <<'END'
import sys
sys.path.insert(0, ".")
from read import read
data = read(sys.argv[1])
assert [d["lines"] for d in data["documents"]] == [
    ["فتحت المكتبة أبوابها اليوم.", ["هذا النص من أرشيفنا", 0, 0, ""]],
    [{"s": ["وصل القطار ", ["إعلان ممول ", 1], "في موعده."]}]], data["documents"]
assert [(c["file"], c["line"], c["count"], c["samples"]) for c in data["causes"]] == [
    ("rules", 3, 1, [["هذا النص من أرشيفنا", "page", 1, 2]]), ("rules", 5, 1, [["إعلان ممول ", "page", 2, 1]])], data["causes"]
assert data["files"] == [["page", 2, 2]] and data["document_count"] == 2 and data["language"] == "ar"
assert "--report=report.html" in data["command"] and data["ghirbal"]
odd = read(sys.argv[2])["documents"][0]["lines"]
assert odd == [['إعلان <b>&"</script><!--', 0, 0, ""]], odd
END
	holds $? '--report is a page that stands alone, from right to left, with text escaped'
fi

# --mark: everything that came in, with signs or colour.
printf 'وصل \342\200\256القطار\033 إعلان ممول\tفي موعده.\r\n\nهذا النص من أرشيفنا\n' >marked
clean --mark marked >got
printf '~ وصل <U+202E>القطار<U+001B> [-إعلان ممول-]\tفي موعده.\tadvert rules:5\n  \n- هذا النص من أرشيفنا\thouse rules:3\n' >want
same want got '--mark shows the page with what goes, and no sign unseen'
clean --mark --color=always marked >got
is 2 "$(grep -c "$(printf '\033')\[9;" got)" '--color=always colours what goes'
NO_COLOR= clean --mark --color marked | cmp -s - got
holds $? '--color alone is always'
clean --mark --color=never marked >got
same want got '--color=never does not'
printf '{"id":5,"text":"هذا النص من أرشيفنا"}\n' | clean --mark --from=jsonl | head -n 1 >got
printf '== -:1 5 ==\n' >want
same want got '--mark tells which record a text is of'
awk 'BEGIN { for (i = 0; i < 20000; i++) print i % 10 ? "وصل القطار رقم " i " في موعده." : "هذا النص من أرشيفنا" }' >long
clean --mark --max-document=10K long 2>/dev/null >got
sed 's/^\(هذا.*\)/- \1\thouse rules:3/; t; s/^/  /' long >want
same want got '--mark of a document that is not held whole'
{ yes 'وصل القطار' | head -c 900000 | tr '\n' ' '; printf '\nهذا النص من أرشيفنا\n'; } >long
clean --mark --max-document=10K long 2>/dev/null >got
sed '1s/^/  /; 2s/.*/- &\thouse rules:3/' long >want
same want got '--mark of a line that is not'
if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1; then
	script -qec "TERM=xterm $ghirbal --no-default-rules --rules=rules --mark marked" /dev/null </dev/null | grep -q "$(printf '\033')\[9;"
	holds $? 'on a terminal there is colour'
	script -qec "NO_COLOR=1 TERM=xterm $ghirbal --no-default-rules --rules=rules --mark marked" /dev/null </dev/null | grep -q "$(printf '\033')\[9;"
	is 1 $? 'unless NO_COLOR asks for none'
else
	echo '# skipped: no script(1) to make a terminal with'
fi

clean --check page >text
is 1 $? '--check: status 1 where something would change'
is '' "$(cat text)" 'and no output'
for jobs in 2 5; do
	clean -j $jobs --check page
	is 1 $? "also with $jobs threads"
	clean -j $jobs --check "$src/src/cli/options.def" page
	is 1 $? 'and of the last FILE of several'
done
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
sed -i 's/"command":\[[^]]*\]//' report.1
for jobs in 2 5; do
	# The report names the command line, which says how many threads.
	sed -i 's/"command":\[[^]]*\]//' report.$jobs
	for what in text explain rejects stats report; do
		same $what.1 $what.$jobs "$what: the same bytes with $jobs threads"
	done
done
finish
