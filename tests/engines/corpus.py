#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""corpus.py DIR SHARDS RECORDS: writes DIR/shard-NNNNN.jsonl, the same bytes every time."""
import json
import os
import random
import sys

BODY = [
    "افتتح وزير الزراعة أمس محطة جديدة لتحلية المياه في شمال الوادي، وقال إن المشروع سيخدم عشرين قرية.",
    "وأضاف أن العمل في المرحلة الثانية يبدأ في الربيع المقبل، بعد أن تُستكمل دراسة أثر المشروع في البيئة.",
    "من جانبهم رحّب المزارعون بالخطوة، غير أن بعضهم طالب بخفض سعر المتر المكعب في موسم القطاف.",
    "وتشير أرقام الهيئة إلى أنّ استهلاك القرى من مياه الشرب ارتفع بنحو الثلث خلال خمس سنوات.",
]
CHROME = ["اقرأ أيضاً", "تابعونا عبر فيسبوك", "التعليقات (0)", "مقالات ذات صلة", "جميع الحقوق محفوظة"]


def record(rng, number):
    lines = [rng.choice(BODY) for _ in range(rng.randint(2, 9))]
    for _ in range(rng.randint(0, 3)):
        lines.insert(rng.randint(0, len(lines)), rng.choice(CHROME))
    return {"id": number, "text": "\n".join(lines), "huge": 12345678901234567890123, "tail": [1.0, None]}


def main():
    directory, shards, records = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(20)
    os.makedirs(directory, exist_ok=True)
    for shard in range(shards):
        path = os.path.join(directory, "shard-%05d.jsonl" % shard)
        with open(path, "w", encoding="utf8", newline="\n") as out:
            for number in range(records):
                row = json.dumps(record(rng, shard * records + number), ensure_ascii=number % 3 == 0)
                out.write(row + "\n")


main()
