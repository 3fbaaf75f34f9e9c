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
keep line كتبت هذه الحلقة على ظهر مركب
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
وصل المركب إلى الجزيرة بعد ثلاثة أيام من العاصفة، ونزل البحارة إلى الشاطئ يبحثون عن الماء والخشب.
خاتمة الحلقة الأولى
اشترك معنا
وفي الصباح وجدوا أثر قدم لا يعرفون صاحبها، فعادوا إلى المركب وأيقظوا القبطان ليرى بعينيه ما رأوا.
END
stays 'keep beats repetition' 'كتبت هذه الحلقة على ظهر مركب' <<'END'
وصل المركب إلى الجزيرة بعد ثلاثة أيام من العاصفة، ونزل البحارة إلى الشاطئ يبحثون عن الماء والخشب.
كتبت هذه الحلقة على ظهر مركب
كتبت هذه الحلقة على ظهر مركب
اشترك معنا
وفي الصباح وجدوا أثر قدم لا يعرفون صاحبها، فعادوا إلى المركب وأيقظوا القبطان ليرى بعينيه ما رأوا.
END
[ "$(grep -cxF 'كتبت هذه الحلقة على ظهر مركب' "$tmp/out")" = 2 ] || { echo 'keep beats repetition: one of two is lost'; fail=1; }
exit $fail
