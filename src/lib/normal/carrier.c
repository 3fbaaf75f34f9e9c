/* SPDX-License-Identifier: MIT */
/*
 * No-break spaces that only stand there to carry a mark (Unicode 15, section 7.9), as a tatweel
 * may.
 */
#include "normal/steps.h"

#include "normal/letter.h"
#include "normal/compose.h"
#include "text/fold.h"

/* Marks that tell a reader where to pause stand between words, any other in one. */
static bool is_pause(uint32_t cp)
{
	return (cp >= 0x6D6 && cp <= 0x6DC) || (cp >= 0x615 && cp <= 0x617) ||
	       (cp >= 0x8D5 && cp <= 0x8E1);
}

static bool is_edge(uint32_t cp)
{
	return cp == ' ' || gh_letter_class(cp) == GH_CLASS_ODD_BLANK;
}

/* Whether a carrier whose marks, up to end, all go is to go with them rather than to part words. */
static bool goes_with_marks(uint32_t before, const struct gh_word *word, size_t i, size_t end)
{
	uint32_t after = gh_word_at(word, end);

	if (is_edge(before) || is_edge(after))
		return true;
	for (i++; i < end; i++)
		if (is_pause(word->cp[i]))
			return false;
	return gh_in_word(before) && gh_is_letter(after);
}

void gh_word_drop_carriers(struct gh_word *word, const ghirbal_normal *normal)
{
	size_t i, end, kept = 0, n = word->n;

	for (i = 0; i < n; i++) {
		bool all_go = gh_is_no_break(word->cp[i]);

		for (end = i + 1; all_go && end < n && gh_is_combining(word->cp[end]); end++)
			all_go = gh_mark_goes(word->cp[end], normal);
		if (all_go && end > i + 1 &&
		    goes_with_marks(kept > 0 ? word->cp[kept - 1] : word->before, word, i, end))
			continue;
		word->cp[kept++] = word->cp[i];
	}
	gh_word_count(word, GH_BLANKS, n - kept);
	word->stirred = word->stirred || kept < n;
	word->n = kept;
}
