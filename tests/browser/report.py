# SPDX-License-Identifier: MIT
"""report.py GHIRBAL SOURCE: the page of --report as somebody uses it, in a headless browser."""
import json
import os
import subprocess
import sys
import tempfile
import time

from browser import Browser

ghirbal, source = sys.argv[1:3]
count = failures = 0


def holds(right, what, seen=None):
    global count, failures
    count += 1
    failures += not right
    print('%sok %d - %s%s' % ('' if right else 'not ', count, what, '' if right else ' # %r' % (seen,)), flush=True)


def run(*arguments):
    return subprocess.run([ghirbal, '--quiet', '--force', *arguments], check=True, stdout=subprocess.PIPE).stdout


HOSTILE = ['عنوان </script><script>document.title="taken"</script> <b onclick="x">&amp; \'\u202eقلب\u202c',
           '<!-- <script> "مقتبس" \\u003c \u2028 \x01\x1b[31m', 'كلمة طويلة ' * 60000, 'شارك المقال </script>', '*** | ***']


def make_pages():
    """Pages with all that a page may have; each returned as (name, its lines)."""
    with open('hostile.txt', 'w', encoding='utf-8') as file:
        file.write('\n'.join(HOSTILE) + '\n')
    with open('bytes.txt', 'wb') as file:
        file.write('وصل القطار \udcff في موعده.\n'.encode('utf-8', 'surrogateescape'))
    with open('records.jsonl', 'w', encoding='utf-8') as file:
        for number, url in enumerate(['https://www.example.org/<x>"', 'javascript:alert(1)', 'لا عنوان']):
            file.write(json.dumps({'id': 'رقم %d' % number, 'url': url, 'text': 'فتحت المكتبة أبوابها.\nشارك المقال\nمقالات ذات صلة وقال المدير إن الكتب وصلت إلى الرفوف.'}) + '\n')
    pages = sorted(os.path.join(source, 'fixtures', name, 'page.txt') for name in os.listdir(os.path.join(source, 'fixtures')))
    return [page for page in pages if os.path.exists(page)] + ['hostile.txt', 'bytes.txt', 'records.jsonl']


def wait(browser, script):
    for _ in range(100):
        if browser.run(script):
            return True
        time.sleep(.05)
    return False


def check_safety(browser):
    holds([r for r in browser.requests if not r.startswith(('file:', 'data:', 'about:'))] == [] and len(browser.requests) == 1,
          'the page asks nobody for anything', browser.requests)
    holds(browser.run('document.title') == 'تقرير غربال', 'no page of text runs a script')
    texts = browser.run('documents.flatMap(d => d.lines).map(l => l.element.textContent)')
    holds(any(HOSTILE[0].split('\u202e')[0] in text for text in texts), 'what looks like markup is shown as text')
    holds(any('RLO' in text and '\u202e' not in text for text in texts) and any('ESC' in text for text in texts),
          'direction controls and other hidden characters are shown as signs')
    holds(browser.run('document.querySelectorAll("a[href^=javascript]").length') == 0 and
          browser.run('document.querySelectorAll("article a[href^=https]").length') == 1, 'only addresses of the web are links')
    size = len(HOSTILE[2].encode())
    holds(browser.run('[...document.querySelectorAll(".clip")].some(e => +e.textContent.replace(/\\D/g, "") > %d)' % (size // 2)),
          'a megabyte of a line says how much of it is not shown')


def check_look(browser, report, look):
    shots = os.environ.get('SHOTS')
    for width, height in (1280, 900), (390, 844):
        for dark in False, True:
            name = '%d %s' % (width, 'dark' if dark else 'light')
            browser.show(width, height, dark)
            browser.open(report)
            browser.run('document.querySelectorAll("article").forEach(e => e.style.contentVisibility = "visible")')
            browser.run('$("facets").open = true, openRules(true), walk(1)')
            holds(browser.run(look + '.outside()') == [], name + ': no text leaves the window', browser.run(look + '.outside()'))
            holds(browser.run(look + '.faint()') == [], name + ': all text stands out by 4.5', browser.run(look + '.faint()'))
            browser.run('openRules(false), choose("group", "related")')
            holds(browser.run(look + '.faint()') == [], name + ': and so does what a filter leaves out', browser.run(look + '.faint()'))
            if shots:
                browser.run('choose("group", "related"), scrollTo(0, 0)')
                browser.picture(os.path.join(shots, 'report-%s.png' % name.replace(' ', '-')))
                for _ in range(3):
                    browser.key('n', 'KeyN')
                browser.picture(os.path.join(shots, 'report-%s-why.png' % name.replace(' ', '-')))


def check_filters(browser):
    for kind in 'group', 'reason', 'rule', 'file':
        bar = '#facet-%s button[data-kind]' % kind
        label, told = browser.run('(e => [e.dataset.value, +e.querySelector(".count").textContent.replaceAll(",", "")])(document.querySelector(%r))' % bar)
        browser.click(bar)
        holds(browser.run('walkable.length') == told, '%s: a bar leaves what it counts' % kind, (label, told, browser.run('walkable.length')))
        holds(browser.run('document.querySelectorAll("#chips button").length') == 1 and
              browser.run('document.querySelector(%r).getAttribute("aria-pressed")' % bar) == 'true', kind + ': and says so')
        if kind in ('reason', 'rule'):
            holds(browser.run('document.querySelectorAll("#samples li").length') > 0, kind + ': samples of it are shown')
        browser.click('#chips button')
        holds(browser.run('walkable.length > %d || $("chips").childElementCount == 0' % told), kind + ': the chip takes it off')


def check_search(browser):
    browser.key('/', 'Slash')
    holds(browser.run('document.activeElement.id') == 'query', '/ goes to the search')
    browser.type('المَكتبه')
    seen = 'documents.filter(d => !d.element.hidden)'
    holds(wait(browser, seen + '.length < documents.length') and
          browser.run(seen + '.filter(d => d.data.file == "records.jsonl").length') == 3 and
          browser.run(seen + '.every(d => d.lines.some(l => fold(l.text).text.includes("المكتبه")))'),
          'searching sees no tashkeel and no form of a letter')
    browser.key('Enter', 'Enter')
    holds(browser.run('document.querySelectorAll("mark").length') >= 3 and browser.run('document.activeElement.className').startswith('line'),
          'what was found is marked, and Enter goes there')
    browser.key('Escape', 'Escape')
    holds(browser.run('documents.every(d => !d.element.hidden) && document.querySelectorAll("mark").length == 0'), 'Esc shows all again')


def check_keys(browser):
    places = []
    browser.run('document.activeElement.blur(), applyFilters()')
    for key in 'nnp':
        browser.key(key, 'Key' + key.upper())
        places.append(browser.run('state.at'))
    holds(places == [0, 1, 0], 'n and p go from removal to removal', places)
    holds(browser.run('document.activeElement.nextElementSibling.className').startswith('why'), 'and show why, at the line in focus')
    browser.key('ى', 'KeyN')
    holds(browser.run('state.at') == 1, 'an Arabic keyboard needs no switching')
    browser.key('j', 'KeyJ')
    browser.key('j', 'KeyJ')
    browser.key('k', 'KeyK')
    holds(browser.run('document.querySelector("article.here") == document.querySelector("article")'), 'j and k go from document to document')
    browser.key('?', 'Slash')
    holds(browser.run('$("help").open'), '? shows the keys')
    browser.run('$("help").close()')
    browser.run('closeWhy(), documents[0].lines.find(l => l.removals.length).element.focus()')
    browser.key('Tab', 'Tab')
    holds(browser.run('document.activeElement.className.includes("line") || !!document.activeElement.closest(".why")'), 'Tab goes through lines')


def check_why(browser):
    browser.run('closeWhy(), applyFilters()')
    browser.run('documents.flatMap(d => d.lines).find(l => l.removals.some(r => r.evidence)).element.id = "weighed"')
    browser.click('#weighed')
    holds(browser.run('document.querySelectorAll(".why li").length') >= 1, 'a touch shows what weighed against a line')
    words = browser.run('[...document.querySelectorAll(".why li span:first-child")].map(e => e.textContent)')
    holds(words and all(any('\u0600' < letter < '\u06ff' for letter in word) for word in words), 'in Arabic', words)
    unknown = browser.run('[...new Set(documents.flatMap(d => d.lines).flatMap(l => l.removals).flatMap(r => (r.evidence || "").split("; "))'
                          '.map(p => p.replace(/ -?[\\d.]+$/, "")).filter(w => w && !WORDS.ar.evidence[w]))]')
    unknown += browser.run('DATA.causes.filter(c => c.reason && !WORDS.ar.reasonNames[c.reason]).map(c => c.reason)')
    holds(True, 'Arabic has no word yet for: %s' % (', '.join(unknown) or 'nothing'))
    browser.click('#language')
    holds(browser.run('[document.documentElement.lang, document.documentElement.dir, document.title].join()') == 'en,ltr,ghirbal report',
          'the other language is a click away')
    browser.click('#language')


def keep_all(browser):
    """Presses "keep rule" at each line that something went of, and takes the rules off the page."""
    browser.run('$("rules-clear").click()')
    browser.run('(() => { for (const one of documents) for (const line of one.lines) if (line.removals.length)'
                ' { openWhy(line); line.element.nextElementSibling.querySelector(".keep-rule").click() } closeWhy() })()')
    return browser.run('$("rules-text").value')


def check_rules(browser, pages):
    browser.run('closeWhy(), applyFilters()')
    browser.key('n', 'KeyN')
    line = browser.run('walkable[state.at].line.text')
    page = browser.run('walkable[state.at].line.data.file')
    browser.click('.why .keep-rule')
    browser.run('openRules(true)')
    browser.click('#rules-copy')
    rules = browser.run('$("rules-text").value')
    with open('one.rules', 'w', encoding='utf-8') as file:
        file.write(rules)
    before, after = (run('--normalize=none', *more, page).decode().split('\n') for more in ([], ['--rules=one.rules']))
    holds(before.count(line) < after.count(line), '"keep rule", copied and fed back, keeps the line', (line, rules))
    run('--no-default-rules', '--rules=one.rules', '--check-rules')
    browser.run('openRules(false)')
    rules = keep_all(browser)
    with open('all.rules', 'w', encoding='utf-8') as file:
        file.write(rules)
    checked = subprocess.run([ghirbal, '--no-default-rules', '--rules=all.rules', '--check-rules'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    holds(checked.returncode == 0, 'the rule of every line that went is a rule and holds for its example', checked.stdout.decode()[:500])
    left = run('--rules=all.rules', '--explain', *pages).decode().splitlines()
    holds(left == [], 'with all of them nothing goes', left[:3])
    kept = 'وقال المدير إن الكتب وصلت إلى الرفوف.'
    browser.run('$("rules-clear").click(), closeWhy()')
    browser.run('documents.flatMap(d => d.lines).find(l => !l.removals.length && l.data.file == "records.jsonl").element.id = "kept"')
    browser.click('#kept')
    browser.click('.why .drop-rule')
    with open('drop.rules', 'w', encoding='utf-8') as file:
        file.write(browser.run('$("rules-text").value'))
    told = run('--rules=drop.rules', '--explain=json', 'records.jsonl').decode().splitlines()
    holds(sum(json.loads(row).get('rule', '').startswith('drop.rules') for row in told) == 3, '"drop rule" drops the line, with its example', kept)


def unroff(line):
    for sign, text in (r'\-', '-'), (r'\(aq', "'"), (r'\e', '\\'):
        line = line.replace(sign, text)
    return line


def written(manual, name):
    """What an example of the manual writes to a file."""
    lines = iter(manual)
    for line in lines:
        if line == "$ cat >%s <<'END'" % name:
            return ''.join(text[2:] + '\n' for text in iter(lines.__next__, '> END'))
    raise LookupError(name)


def check_story(browser):
    """The author's story of ghirbal-rules(5): the page writes the rule file that is printed there."""
    with open(os.path.join(source, 'man', 'ghirbal-rules.5'), encoding='utf-8') as file:
        manual = [unroff(line) for line in file.read().splitlines()]
    with open('festival.txt', 'w', encoding='utf-8') as file:
        file.write(written(manual, 'festival.txt'))
    run('--report=story.html', 'festival.txt')
    browser.open('story.html')
    browser.run('documents[0].lines[2].element.id = "bad"')
    browser.click('#bad')
    browser.click('.why .drop-rule')
    text = browser.run('$("rules-text").value')
    holds(text == written(manual, 'my.rules'), 'the story that ghirbal-rules(5) tells is what the page does', text)


def drop_all(browser):
    """Rules for all lines that stayed: each must be a rule, whatever the line holds."""
    browser.open('report.html')
    browser.run('(() => { for (const one of documents) for (const line of one.lines) if (!line.removals.length) addRule("drop", line, null) })()')
    with open('drops.rules', 'w', encoding='utf-8') as file:
        file.write(browser.run('$("rules-text").value'))
    listed = subprocess.run([ghirbal, '--no-default-rules', '--rules=drops.rules', '--list-rules'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    holds(listed.returncode == 0 and listed.stdout.count(b'\n') > 100, 'the drop rule of every line that stayed is a rule', listed.stdout.decode()[:500])
    mine = subprocess.run([ghirbal, '--no-default-rules', '--rules=drops.rules', '--only-normalize', '--check-rules'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    wrong = [line for line in mine.stdout.decode().splitlines() if 'should match' in line]
    holds(wrong == [], 'and holds for its example', wrong[:3])


def check_paper(browser):
    browser.show(1280, 900, media='print')
    holds(browser.run('getComputedStyle(document.querySelector(".tools")).display == "none" && getComputedStyle(document.querySelector("article")).contentVisibility == "visible"'),
          'on paper there are no buttons, and all documents')
    holds(browser.pages_on_paper().startswith(b'%PDF'), 'and it prints')
    browser.show(1280, 900)


def check_sample(browser):
    """Three files of very different sizes and kinds; the page names what it shows of them."""
    news = 'أعلنت هيئة الموانئ، الثلاثاء، بدء العمل في الرصيف رقم %d بعد توسعة استمرت عامين.\n'
    chrome = ['شارك المقال\n', 'تابعونا على فيسبوك\n', 'جميع الحقوق محفوظة\n', 'اقرأ أيضا: وزير النقل يعد بربط الميناء\n']
    with open('many.jsonl', 'w', encoding='utf-8') as file:
        for n in range(3000):
            file.write(json.dumps({'id': n, 'text': news % n * (1 + 40 * (n % 97 == 0)) + ('' if n % 3 else chrome[0])}) + '\n')
    with open('few.txt', 'w', encoding='utf-8') as file:
        file.write('\f'.join(news % n + chrome[1 + n % 3] for n in range(9)))
    run('--report=sample.html', 'many.jsonl', 'few.txt')
    run('-j', '3', '--report=again.html', 'many.jsonl', 'few.txt')
    run('--report=other.html', '--report-seed=2', 'many.jsonl', 'few.txt')
    browser.open('sample.html')
    shown = browser.run('DATA.documents.map(d => [d.file, d.record, d.size])')
    holds(len(shown) == 200 and os.path.getsize('sample.html') < 2000000, 'of many documents 200 are shown, under 2 MB')
    about = browser.run('$("about").textContent')
    holds('200' in about and '3,009' in about, 'and the page names the sample', about)
    holds(sum(file == 'few.txt' for file, _, _ in shown) == 9, 'a small file is not lost beside a large one')
    holds(sum(size > 3000 for _, _, size in shown) > 20, 'nor are the rare sizes', sorted(size for _, _, size in shown)[-30:])
    holds(browser.run('new Set(documents.flatMap(d => d.lines).flatMap(l => l.removals).map(r => r.cause.group)).size == sums(c => c.group).length'), 'nor the rare groups',
          browser.run('[...new Set(documents.flatMap(d => d.lines).flatMap(l => l.removals).map(r => r.cause.group)), JSON.stringify(sums(c => c.group))]'))
    draw = {}
    for name in 'again.html', 'other.html':
        browser.open(name)
        draw[name] = browser.run('DATA.documents.map(d => [d.file, d.record, d.size])')
    holds(draw['again.html'] == shown, 'the same seed draws the same, with any number of threads')
    holds(draw['other.html'] != shown and len(draw['other.html']) == 200, 'another seed draws others')


def main():
    os.chdir(os.environ.get('BROWSER_WORK') or tempfile.mkdtemp())
    pages = make_pages()
    run('--report=report.html', *pages)
    with open(os.path.join(source, 'tests', 'browser', 'look.js'), encoding='utf-8') as file:
        look = file.read().split('*/', 2)[2].strip()
    browser = Browser()
    try:
        browser.show(1280, 900)
        browser.open('report.html')
        holds(os.path.getsize('report.html') < 2000000, 'the page is under 2 MB', os.path.getsize('report.html'))
        check_safety(browser)
        check_filters(browser)
        check_search(browser)
        check_keys(browser)
        check_why(browser)
        check_rules(browser, pages)
        check_paper(browser)
        check_story(browser)
        drop_all(browser)
        browser.open('report.html')
        check_look(browser, 'report.html', look)
        check_sample(browser)
        run('--report=english.html', '--report-language=en', 'records.jsonl')
        browser.open('english.html')
        holds(browser.run('document.documentElement.dir') == 'ltr', '--report-language=en begins in English')
    finally:
        browser.close()
    print('1..%d' % count)
    sys.exit(failures > 0)


main()
