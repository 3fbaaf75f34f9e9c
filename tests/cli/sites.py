#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""sites.py FOLDER: writes small sites as JSON Lines, and beside each what a memory of it must do.

SITE.jsonl has the site's pages; SITE.page is one more page of it, with SITE.keep, the lines that must
stay, and SITE.drop, those that must go, once a memory of SITE.jsonl is there.  Sentences are put
together out of a stock, so that each is good Arabic and none comes twice unless it is meant to.
"""
import itertools
import json
import os
import sys

WHO = ("مدير المكتبة", "رئيسة البلدية", "أمين المتحف", "مديرة المدرسة", "نقيب الصيادين", "عميد الكلية",
       "رئيس الجمعية", "مديرة المستشفى", "قائد الفريق", "صاحب المخبز", "رئيسة اللجنة", "مهندس الميناء")
SAID = ("أعلن", "أوضح", "أكد", "ذكر", "كشف")
WHAT = ("أن العمل في الجناح الجديد ينتهي قبل الشتاء", "أن عدد الزوار زاد على ما كان متوقعا",
        "أن الميزانية تكفي لترميم السقف والنوافذ", "أن باب التسجيل يبقى مفتوحا أسبوعين آخرين",
        "أن الطريق إلى القرية يعبد في الخريف", "أن المعرض ينتقل بعد ذلك إلى ثلاث مدن",
        "أن المتطوعين زرعوا أربعمئة شجرة على ضفة الوادي", "أن نتائج الدراسة تنشر في كتاب مستقل")
WHEN = ("صباح الاثنين", "مساء الثلاثاء", "خلال لقاء مفتوح", "في ختام الزيارة", "أمام الأهالي",
        "في بيان قصير", "بعد اجتماع طويل")


def sentences():
    for said, who, what, when in itertools.product(SAID, WHO, WHAT, WHEN):
        verb = said + ("ت" if who.startswith(("رئيسة", "مديرة")) else "")
        yield "%s %s %s %s." % (verb, who, when, what)


STOCK = sentences()


def some(count):
    return list(itertools.islice(STOCK, count))


def paragraph():
    return " ".join(some(2))


MENU = ["الرئيسية", "المحليات", "الاقتصاد", "الثقافة", "الرياضة", "آراء وأفكار"]
FOOT = ["كل ما ينشر هنا يعبر عن رأي كاتبه", "دليل المدينة", "مواقيت العبارات", "أرشيف الأعداد القديمة"]


class Site:
    def __init__(self, name):
        self.name, self.pages, self.keep, self.drop = name, [], [], []

    def add(self, lines, url=None):
        url = url or "https://www.%s.example/p/%d" % (self.name, len(self.pages))
        self.pages.append({"url": url, "text": "\n".join(lines) + "\n"})

    def write(self, folder, page, keep=(), drop=()):
        base = os.path.join(folder, self.name)
        with open(base + ".jsonl", "w", encoding="utf-8") as lines:
            for row in self.pages:
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        for suffix, texts in ((".page", page), (".keep", keep), (".drop", drop)):
            with open(base + suffix, "w", encoding="utf-8") as lines:
                lines.writelines(text + "\n" for text in texts)


def broadcaster(folder):
    """Five teasers without a mark under each story, drawn from those of the day."""
    site = Site("broadcaster")
    day = [sentence.rstrip(".") for sentence in some(20)]
    for number in range(40):
        start = number % 16
        site.add([paragraph(), paragraph(), paragraph()] + day[start:start + 5])
    body, teasers = [paragraph(), paragraph(), paragraph()], day[3:8]
    site.write(folder, body + teasers, body, teasers)


def paper(folder):
    """A menu above, a foot below, and a paragraph of background that the desk uses again."""
    site = Site("paper")
    background = paragraph()
    for number in range(30):
        middle = [background] if number % 3 == 0 else []
        site.add(MENU + [paragraph()] + middle + [paragraph(), paragraph()] + FOOT)
    body = [paragraph(), background, paragraph()]
    site.write(folder, MENU + body + FOOT, body, MENU + FOOT)


def formulas(folder):
    """What an author says on each of his pages and an editor keeps."""
    praise = "الحمد لله والصلاة والسلام على رسول الله وعلى آله وصحبه، أما بعد:"
    verse = "﴿وَقُل رَّبِّ زِدْنِي عِلْمًا﴾"
    law = "المادة الأولى: تطبق أحكام هذا النظام على جميع المكتبات العامة في البلاد."
    farewell = "وعلى دروب الخير نلتقي."
    steps = ["سخني الفرن إلى مئة وثمانين درجة قبل البدء بربع ساعة.",
             "ادهني الصينية بملعقة من الزيت ورشي عليها قليلا من الطحين.",
             "أدخلي الصينية إلى الفرن واتركيها حتى يحمر وجهها."]
    for name, above, within, below in (
            ("fatwas", [praise], [], ["والله أعلم."]), ("verses", [], [verse], []),
            ("laws", [], [law], []), ("columns", [], [], ["السطر الأخير:", farewell]),
            ("serial", [], [], ["يتبع"]), ("recipes", [], steps, []), ("recipes-end", [], [], steps)):
        site = Site(name)
        for number in range(24):
            mine = within if name != "recipes" or number % 2 else []
            last = below if name != "recipes-end" or number % 2 else []
            site.add(above + [paragraph()] + mine + [paragraph()] + last)
        page = above + [paragraph()] + within + [paragraph()] + below
        site.write(folder, page, page)


def refrain(folder):
    site = Site("refrain")
    line = "يا بحر خذني إلى أهلي ومينائي"
    for _ in range(12):
        verses = [sentence.rstrip(".") for sentence in some(6)]
        site.add([verses[0], verses[1], line, verses[2], verses[3], line, verses[4], verses[5], line])
    verses = [sentence.rstrip(".") for sentence in some(4)]
    page = [verses[0], verses[1], line, verses[2], verses[3], line]
    site.write(folder, page, page)


def few_pages(folder):
    """Three pages say nothing of a site, and a page learned from itself only says nothing at all."""
    site = Site("three")
    for _ in range(3):
        site.add(MENU[:2] + [paragraph(), paragraph()] + FOOT)
    page = [paragraph(), paragraph()] + FOOT[:1]
    site.write(folder, page, page)
    alone = Site("alone")
    page = [paragraph() for _ in range(4)]
    alone.add(page)
    # Seen again over http and in print, it is still one page.
    alone.add(page, "http://alone.example/p/0")
    alone.add(["نسخة للطباعة"] + page, "http://m.alone.example:8080/p/0?print=1")
    alone.write(folder, page, page)


def redesign(folder):
    """Half of the pages have the old menu, half the new one."""
    site = Site("redesign")
    new = ["أول الصفحات", "حديث الساعة", "مال وتجارة", "كتب وفنون", "ملاعب"]
    for number in range(30):
        site.add((MENU if number < 15 else new) + [paragraph(), paragraph()])
    body = [paragraph(), paragraph()]
    site.write(folder, new + body, body, new)


def main(folder):
    for write in (broadcaster, paper, formulas, refrain, few_pages, redesign):
        write(folder)


main(sys.argv[1])
