#!/bin/sh
# SPDX-License-Identifier: MIT
# The policy where rules meet: what keep holds stays, whatever other rules, blocks or repetition say.
set -eu
src=${srcdir:-.}
ghirbal=${GHIRBAL:-./ghirbal}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail=0

cat >"$tmp/house.rules" <<'END'
ghirbal 1
[house]
keep line خاتمة الحلقة الأولى
drop line خاتمة الحلقة الأولى
drop line اشترك معنا
head line ركن القبطان
keep line كتبت هذه الحلقة على ظهر مركب
keep has حكاية القبطان الأعرج
cut has اشترك معنا الآن
END

# stays WHAT LINE...: each LINE of the page on standard input stays.
stays()
{
	what=$1
	shift
	"$ghirbal" --normalize=none --rules="$tmp/house.rules" >"$tmp/out"
	for line; do
		grep -qxF "$line" "$tmp/out" || { echo "$what: lost: $line"; fail=1; }
	done
}

stays 'keep beats drop' 'خاتمة الحلقة الأولى' <<'END'
وصل المركب إلى الجزيرة بعد ثلاثة أيام من العاصفة، ونزل البحارة إلى الشاطئ يبحثون عن الماء والخشب وعن مكان يبيتون فيه قبل أن يحل الليل.
خاتمة الحلقة الأولى
اشترك معنا
وفي الصباح وجدوا أثر قدم لا يعرفون صاحبها، فعادوا إلى المركب وأيقظوا القبطان ليرى بعينيه ما رأوا قبل أن يمحوه المد العالي.
END
stays 'keep beats cut' 'قالوا اشترك معنا الآن في حكاية القبطان الأعرج' <<'END'
وصل المركب إلى الجزيرة بعد ثلاثة أيام من العاصفة، ونزل البحارة إلى الشاطئ يبحثون عن الماء والخشب وعن مكان يبيتون فيه قبل أن يحل الليل.
قالوا اشترك معنا الآن في حكاية القبطان الأعرج
هلموا اشترك معنا الآن
END
! grep -q 'هلموا اشترك' "$tmp/out" || { echo 'keep beats cut: where nothing holds it a span stays'; fail=1; }
joined='وصل المركب إلى الجزيرة بعد ثلاثة أيام من العاصفة، ونزل البحارة إلى الشاطئ يبحثون عن الماء والخشب    خاتمة الحلقة الأولى'
row='صاحب الدكان في السوق    اشترك معنا    عدد أيام العمل في الشهر    اثنان وعشرون يوما'
stays 'keep beats drop in a piece of a line, and a line without prose is a row of a table' "$joined" "$row" <<END
$joined
$row
وفي الصباح وجدوا أثر قدم لا يعرفون صاحبها، فعادوا إلى المركب وأيقظوا القبطان ليرى بعينيه ما رأوا قبل أن يمحوه المد العالي.
END
stays 'keep beats repetition' 'كتبت هذه الحلقة على ظهر مركب' <<'END'
وصل المركب إلى الجزيرة بعد ثلاثة أيام من العاصفة، ونزل البحارة إلى الشاطئ يبحثون عن الماء والخشب وعن مكان يبيتون فيه قبل أن يحل الليل.
كتبت هذه الحلقة على ظهر مركب
كتبت هذه الحلقة على ظهر مركب
اشترك معنا
وفي الصباح وجدوا أثر قدم لا يعرفون صاحبها، فعادوا إلى المركب وأيقظوا القبطان ليرى بعينيه ما رأوا قبل أن يمحوه المد العالي.
END
[ "$(grep -cxF 'كتبت هذه الحلقة على ظهر مركب' "$tmp/out")" = 2 ] || { echo 'keep beats repetition: one of two is lost'; fail=1; }

stays 'a heading of another group opens no block inside an article' 'ثلاثة أسماء من القرية' 'حكاية كل اسم' <<'END'
وصل المركب إلى الجزيرة بعد ثلاثة أيام من العاصفة، ونزل البحارة إلى الشاطئ يبحثون عن الماء والخشب وعن مكان يبيتون فيه قبل أن يحل الليل.
ركن القبطان
ثلاثة أسماء من القرية
حكاية كل اسم
وفي الصباح وجدوا أثر قدم لا يعرفون صاحبها، فعادوا إلى المركب وأيقظوا القبطان ليرى بعينيه ما رأوا قبل أن يمحوه المد العالي.
END
stays 'a source alone does not end an article' 'عاد الصيادون مساء إلى الميناء ومعهم نصف ما كانوا يصيدونه قبل عشر سنوات، وقالوا إن البحر لم يعد كما عرفوه.' <<'END'
وصل المركب إلى الجزيرة بعد ثلاثة أيام من العاصفة، ونزل البحارة إلى الشاطئ يبحثون عن الماء والخشب وعن مكان يبيتون فيه قبل أن يحل الليل.
وفي الصباح وجدوا أثر قدم لا يعرفون صاحبها، فعادوا إلى المركب وأيقظوا القبطان ليرى بعينيه ما رأوا قبل أن يمحوه المد العالي.
المصدر: وكالات
اقرأ أيضا:
عاد الصيادون مساء إلى الميناء ومعهم نصف ما كانوا يصيدونه قبل عشر سنوات، وقالوا إن البحر لم يعد كما عرفوه.
END
stays 'where nothing is certain short lines stay' 'رياضة' 'فيديو' <<'END'
وصل المركب إلى الجزيرة بعد ثلاثة أيام من العاصفة، ونزل البحارة إلى الشاطئ يبحثون عن الماء والخشب وعن مكان يبيتون فيه قبل أن يحل الليل.
وفي الصباح وجدوا أثر قدم لا يعرفون صاحبها، فعادوا إلى المركب وأيقظوا القبطان ليرى بعينيه ما رأوا قبل أن يمحوه المد العالي.
رياضة
فيديو
END
stays 'vowelled text stays among chrome' 'يَا نَسِيمَ اللَّيْلِ مَهْلًا وَاسْتَرِحْ' <<'END'
الرئيسية
تسجيل الدخول
البحث في الموقع
نجمة فوق الميناء   ***   وحبال وغناء
وشراع في المساء   ***   كجناح في السماء
شارك على فيسبوك
تابعنا على تويتر
يَا نَسِيمَ اللَّيْلِ مَهْلًا وَاسْتَرِحْ
اشترك في النشرة البريدية
سياسة الخصوصية
جميع الحقوق محفوظة
END

# A third of injected lines that name what is sold is enough.
"$ghirbal" --normalize=none >"$tmp/out" <<'END'
وصل المركب إلى الجزيرة بعد ثلاثة أيام من العاصفة، ونزل البحارة إلى الشاطئ يبحثون عن الماء والخشب وعن مكان يبيتون فيه قبل أن يحل الليل.
online casino with the best welcome bonus
visit our friends in the city today
play casino slots and win real money
come and see the house of my sister
read what our readers say about it
عاد الصيادون مساء إلى الميناء ومعهم نصف ما كانوا يصيدونه قبل عشر سنوات، وقالوا إن البحر لم يعد كما عرفوه.
وقال كبيرهم إن الشباك الواسعة التي كانت تترك الصغار تكبر اختفت من السوق، وإن أحدا لا يراقب ما يباع قرب الرصيف.
وفي الصباح وجدوا أثر قدم لا يعرفون صاحبها، فعادوا إلى المركب وأيقظوا القبطان ليرى بعينيه ما رأوا قبل أن يمحوه المد العالي.
اشترك في النشرة البريدية
END
! grep -q 'friends in the city' "$tmp/out" || { echo 'spam: lines among it stay'; fail=1; }
# Levels differ somewhere, and in one direction.
size()
{
	cat "$src"/tests/devset/docs/*.txt | "$ghirbal" --normalize=none --document=blank --level="$1" | wc -c
}
[ "$(size light)" -gt "$(size strict)" ] || { echo 'light takes no less than strict'; fail=1; }
exit $fail
