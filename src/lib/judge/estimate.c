/* SPDX-License-Identifier: MIT */
#include "judge/estimate.h"

#include <string.h>

#include "judge/unit.h"

/* All strengths are in quarters of the strength of a rule's phrase of two or three words. */
#define PHRASE 4
#define SINGLE 6         /* single words and hints are no more than that, however many they are */
#define HALF 24          /* at which the rest of the page is as likely a site's as not */
#define EVERYDAY 2       /* a phrase of so many words may be anybody's */
#define HEAD_LINES 20     /* among which a site's name stands */
#define TAIL_LINES 20     /* and its copyright line */
#define SPREAD 20        /* lines for which there must be one sign */
#define ARTICLE 40       /* words of prose without a paragraph that are an article */
#define SENTENCE 4       /* words of a brief sentence that ends in a full stop */
#define FRAGMENT 4       /* words at most of a line of a text whose lines were broken */
#define FRAGMENTS 30     /* lines at least of such a text */

/* Strong signs of several kinds, before anything is taken for chrome where there is no article. */
static const struct {
	uint32_t strength, subjects;
} needed[] = {
	[GHIRBAL_LIGHT] = {6 * PHRASE, 3},
	[GHIRBAL_STANDARD] = {3 * PHRASE, 2},
	[GHIRBAL_STRICT] = {PHRASE + PHRASE / 2, 1},
};

/* How much one line that rules know says of its page; a word or two says less, a copy nothing. */
static uint32_t strength_of(const struct gh_page *page, size_t i)
{
	uint32_t strength = page->marks[i] & GH_COPYRIGHT ? PHRASE : 0, facts = page->facts[i];

	if ((facts & (GH_IS_KEPT | GH_IS_INFO)) || page->since_copy[i] > 0)
		return 0;
	if (facts & GH_IS_HINTED)
		return strength + PHRASE / 4;
	if (facts & GH_IS_RULED)
		return strength + (page->words[i] > 3   ? PHRASE + PHRASE / 2
		                   : page->words[i] > 1 ? PHRASE
		                                        : PHRASE / 2);
	return strength;
}

/* Lines of long lists in the order of the alphabet: what one chooses from in a form or a menu. */
static uint32_t count_sorted(const struct gh_page *page)
{
	uint32_t lines = 0;
	size_t i;

	for (i = 0; i < page->units_count; i++)
		if (page->units[i].sorted >= GH_ONE / 2)
			lines += (uint32_t)(page->units[i].end - page->units[i].begin);
	return lines;
}

/* What the strengths of the lines add up to. */
struct total {
	uint32_t phrases, words; /* words: of single words and hints */
	uint32_t subjects;
	bool seen[GH_GROUPS + 1];
};

static void add_line(struct total *total, const struct gh_page *page, size_t i)
{
	uint32_t strength = strength_of(page, i);

	if (strength == 0)
		return;
	if (strength < PHRASE)
		total->words += strength;
	else
		total->phrases += strength;
	total->subjects += !total->seen[page->subject[i]];
	total->seen[page->subject[i]] = true;
}

static void add_up(struct gh_page *page)
{
	struct total total = {0};
	uint32_t sorted = count_sorted(page), left;
	size_t i, count = page->doc->count;

	for (i = 0; i < count; i += GH_FLAGS_LINES)
		for (left = gh_flagged_any(page->facts + i, GH_IS_TOLD) |
		            gh_flagged_any(page->marks + i, GH_COPYRIGHT); left; left &= left - 1)
			add_line(&total, page, i + (size_t)__builtin_ctz(left));
	page->strength = (sorted ? 2 * PHRASE + sorted * PHRASE / SPREAD : 0) + total.phrases +
	                 (total.words < SINGLE ? total.words : SINGLE);
	page->subjects = (sorted > 0) + total.subjects;
	page->others = (uint32_t)count - sorted;
	page->uncertain = gh_share(HALF, page->strength + HALF);
}

/*
 * Sentences are lines of prose and brief ones that end in a full stop; others are no rule's either.
 */
struct sentences {
	uint32_t count, others;
};

static void count_sentences(struct sentences *sentences, const uint32_t *facts,
                            const uint32_t *marks, const uint32_t *words)
{
	uint32_t k;

	for (k = 0; k < GH_MARGIN; k++) {
		uint32_t prose = facts[k] & GH_IS_PROSE, stop = marks[k] & GH_STOP;
		bool sentence = prose || (stop && words[k] >= SENTENCE);

		sentences->count += sentence;
		sentences->others += !sentence && !(facts[k] & GH_IS_RULED);
	}
}

/*
 * Whether there is an article to hold on to: a paragraph, as many words in sentences as make one,
 * or nothing but sentences.
 */
static bool has_article(const struct gh_page *page)
{
	struct sentences sentences = {0, 0};
	size_t i, count = page->doc->count;

	if (gh_next(page, 0, GH_IS_PARAGRAPH) < count ||
	    gh_prose_between(page, 0, count) >= ARTICLE)
		return true;
	for (i = 0; i < count; i += GH_MARGIN)
		count_sentences(&sentences, page->facts + i, page->marks + i, page->words + i);
	/* Behind the last line there are some that are others. */
	return sentences.count > sentences.others - (i - count);
}

/* A text that was broken at every few words has the lines of a menu and is none. */
static bool is_broken(const struct gh_page *page)
{
	size_t i, longer = 0, count = page->doc->count;

	if (page->first_prose != GH_NOWHERE || count < FRAGMENTS)
		return false;
	for (i = 0; i < count && longer * 50 <= count; i++)
		longer += page->words[i] > FRAGMENT;
	return i == count && longer * 50 <= count;
}

/*
 * The more lines there are, the more of them say by chance what a site says; each further kind of
 * sign counts as a sign.
 */
static bool has_signs(const struct gh_page *page)
{
	uint32_t kinds = needed[page->level].subjects, strength = page->strength;

	if (page->subjects < kinds || strength * SPREAD < page->others * PHRASE)
		return false;
	if (strength > SINGLE)
		strength += (page->subjects - kinds) * PHRASE;
	return strength >= needed[page->level].strength;
}

static void weaken(struct gh_page *page, size_t i)
{
	if (gh_is(page, i, GH_IS_ASKED) || page->words[i] > EVERYDAY)
		return;
	page->facts[i] &= ~(uint32_t)(GH_IS_RULED | GH_IS_HEAD | GH_IS_END | GH_IS_CHROME);
	page->facts[i] |= GH_IS_HINTED;
}

static bool is_signature(const struct gh_page *page, size_t i)
{
	return (page->marks[i] & GH_COPYRIGHT) ||
	       (gh_is(page, i, GH_IS_RULED) && page->subject[i] == GH_GROUP_LEGAL);
}

/* Whether the key of line i has one of words in it, from the beginning of a word on. */
static bool holds(const struct gh_page *page, size_t i, const struct gh_line *name)
{
	const struct gh_line *line = &page->doc->lines[i];
	const unsigned char *key = gh_line_key(page->doc, line),
			    *words = gh_line_key(page->doc, name);
	size_t at;

	for (at = 0; at + name->key_length <= line->key_length; at++)
		if (key[at] == words[0] && (at == 0 || key[at - 1] == GH_KEY_BLANK) &&
		    memcmp(key + at, words, name->key_length) == 0)
			return true;
	return false;
}

/* Notes the lines at the head of the page that hold its signature's name: the site's. */
static void find_names(struct gh_page *page, size_t signature)
{
	size_t i;

	for (i = 0; i < signature && i < HEAD_LINES; i++)
		if (page->words[i] <= 3 && gh_shape_of(page, i)->letters >= 4 &&
		    holds(page, signature, &page->doc->lines[i]))
			page->facts[i] |= GH_IS_SIGNED;
}

/* The site's name stands above its menu and in its copyright line. */
static void find_signatures(struct gh_page *page)
{
	size_t i, count = page->doc->count;

	for (i = count > TAIL_LINES ? count - TAIL_LINES : 0; i < count; i++)
		if (is_signature(page, i))
			find_names(page, i);
}

bool gh_find_signs(struct gh_page *page)
{
	if (page->signs_found)
		return true;
	if (!gh_find_units(page))
		return false;
	add_up(page);
	find_signatures(page);
	page->signs_found = true;
	return true;
}

bool gh_estimate(struct gh_page *page)
{
	bool broken = is_broken(page), article = has_article(page);
	size_t i;

	page->signs_found = page->doubted = false;
	if (!broken && article)
		return true;
	if (!gh_find_signs(page))
		return false;
	page->doubted = broken || !has_signs(page);
	if (!page->doubted)
		return true;
	for (i = gh_next(page, 0, GH_IS_RULED); i < page->doc->count;
	     i = gh_next(page, i + 1, GH_IS_RULED))
		weaken(page, i);
	return true;
}
