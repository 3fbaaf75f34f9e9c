/* SPDX-License-Identifier: MIT */
#include "normal/pass.h"

#include "base/utf8.h"
#include "normal/letter.h"
#include "text/fold.h"

static bool is_seen(uint32_t cp)
{
	return gh_letter_class(cp) != GH_CLASS_INVISIBLE &&
	       gh_letter_class(cp) != GH_CLASS_JOINER && !gh_is_control(cp);
}

bool gh_pass_takes_blank(const struct gh_pass *pass, size_t begin, size_t end)
{
	size_t at = begin;

	if (end >= pass->n || !gh_is_blank(pass->text[end]) ||
	    !(pass->sink.tail > 0 || begin == 0 || pass->text[begin - 1] == '\n'))
		return false;
	while (at < end) {
		uint32_t cp;

		at += gh_utf8_next(pass->text + at, end - at, &cp);
		if (is_seen(cp))
			return true;
	}
	return false;
}
