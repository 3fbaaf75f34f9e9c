/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include <string.h>

#include "normal/letter.h"

/* A run of tatweels, with the marks that stand on them, and what stands around it. */
struct stretch {
	size_t start, end;
	bool letter_before, letter_after;
	bool joins;  /* letters on one side, a digit, Latin or a quote on the other */
	bool marked; /* some tatweel carries a mark that stays */
};

/* Either quote: in right-to-left text the closing one is often typed to open. */
static bool is_quote(uint32_t cp)
{
	return cp == '"' || cp == '\'' || gh_ascii_sign(cp) == '"' || gh_ascii_sign(cp) == '\'';
}

static bool is_foreign(uint32_t cp)
{
	return gh_is_digit(cp) || gh_is_latin(cp);
}

static struct stretch find_stretch(const struct gh_word *word, size_t start)
{
	struct stretch run = {start, start, false, false, false, false};
	uint32_t before = gh_word_base_before(word, start), after;

	while (run.end < word->n && (word->cp[run.end] == TATWEEL || gh_is_mark(word->cp[run.end])))
		run.marked = gh_is_mark(word->cp[run.end++]) || run.marked;
	after = gh_word_at(word, run.end);
	run.letter_before = gh_is_letter(before);
	run.letter_after = gh_is_letter(after);
	run.joins = (run.letter_before && (is_foreign(after) || is_quote(after))) ||
	            (run.letter_after && is_foreign(before));
	return run;
}

/* A hamza on a tatweel is a letter of the word, and the tatweel its seat. */
static bool seats_hamza(const struct gh_word *word, size_t i)
{
	for (i++; i < word->n && gh_is_mark(word->cp[i]); i++)
		if (word->cp[i] == HAMZA_ABOVE || word->cp[i] == HAMZA_BELOW)
			return true;
	return false;
}

static bool is_needless(const struct gh_word *word, const struct stretch *run, size_t i)
{
	if (seats_hamza(word, i))
		return false;
	if (run->letter_before && run->letter_after)
		return true;
	if (run->joins)
		return i > run->start; /* one is how "al-" is written before GPS */
	return run->letter_before && run->marked; /* the letter can carry the marks */
}

void gh_word_drop_tatweel(struct gh_word *word, enum gh_tatweel choice)
{
	struct stretch run = {0, 0, false, false, false, false};
	size_t i, kept = 0, n = word->n;

	for (i = 0; i < n; i++) {
		bool drop = false;

		if (word->cp[i] == TATWEEL) {
			if (i >= run.end)
				run = find_stretch(word, i);
			drop = choice == GH_TATWEEL_ALL || is_needless(word, &run, i);
		}
		if (drop)
			gh_word_count(word, GH_TATWEEL, 1);
		else
			word->spare[kept++] = word->cp[i];
	}
	memcpy(word->cp, word->spare, kept * sizeof *word->cp);
	word->stirred = word->stirred || kept < n;
	word->n = kept;
}
