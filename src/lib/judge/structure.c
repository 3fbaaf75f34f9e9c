/* SPDX-License-Identifier: MIT */
#include "judge/structure.h"

#include <string.h>

#include "text/words.h"


#define CLOUD_STEMS 128

static void drop_lines(const struct gh_page *page, struct gh_decision *decisions, size_t from,
                       size_t to, enum gh_reason reason)
{
	size_t i;

	for (i = from; i < to; i++)
		if (!gh_is(page, i, GH_IS_KEPT))
			gh_drop(&decisions[i], reason);
}

static bool is_double(const struct gh_page *page, size_t i)
{
	return page->since_copy[i] == 1 && page->copies[i] == 2 && i > page->first + 1 &&
	       page->words[i] >= GH_P_COPY_LEAST && page->words[i] <= GH_P_COPY_MOST &&
	       !gh_is(page, i, GH_IS_PROSE | GH_IS_KEPT);
}

void gh_drop_repeated(const struct gh_page *page, struct gh_decision *decisions)
{
	size_t i, count = page->doc->count;

	for (i = gh_next(page, 1, GH_IS_COPIED); i < count;
	     i = gh_next(page, i + 1, GH_IS_COPIED)) {
		if (!is_double(page, i))
			continue;
		gh_drop(&decisions[i], GH_BY_REPETITION);
		if (i + 1 == page->first_prose && (page->marks[i] & GH_CREDITED))
			gh_drop(&decisions[i - 1], GH_BY_REPETITION);
	}
}

void gh_drop_sources(const struct gh_page *page, const struct gh_ruleset *rules,
                     const struct gh_hits *hits, struct gh_decision *decisions)
{
	const uint32_t source = GH_IS_HINTED | GH_IS_INFO, mask = source | GH_IS_KEPT;
	size_t i, count = page->doc->count;

	for (i = gh_next_such(page, page->first_prose, mask, source); i < count;
	     i = gh_next_such(page, i + 1, mask, source)) {
		if (i == 0 || !gh_is(page, i + 1, GH_IS_RULED) || gh_is(page, i + 1, GH_IS_INFO))
			continue;
		decisions[i] = gh_rule_decision(rules, hits->lines[i].rule[GH_HINT],
		                                GHIRBAL_DROPPED);
	}
}

void gh_drop_section(const struct gh_page *page, struct gh_decision *decisions)
{
	if (page->doc->first && page->doc->count > 2 && page->first_prose != GH_NOWHERE &&
	    !gh_is(page, 0, GH_IS_KEPT) && page->words[0] <= GH_P_SECTION_WORDS &&
	    gh_shape_of(page, 0)->section == page->words[0] &&
	    page->words[1] >= GH_P_HEADLINE_WORDS)
		gh_drop(&decisions[0], GH_BY_SECTION);
}

/* Words that come again and again, with none that joins them. */
static bool repeats_itself(const struct gh_page *page, size_t i)
{
	const struct gh_line *line = &page->doc->lines[i];
	uint32_t stems[CLOUD_STEMS];
	size_t k, n, again = 0, count;

	count = gh_stems(page->shapes.lexemes, gh_line_key(page->doc, line), line->key_length,
	                 stems, CLOUD_STEMS);
	for (k = 0; k < count; k++) {
		for (n = 0; n < k && stems[n] != stems[k]; n++)
			;
		again += n < k;
	}
	return count >= GH_P_CLOUD_WORDS && again * 4 >= count;
}

static bool is_latin(const struct gh_page *page)
{
	size_t i, letters = 0, latin = 0;

	for (i = 0; i < page->doc->count; i++) {
		letters += gh_shape_of(page, i)->letters;
		latin += gh_shape_of(page, i)->latin;
	}
	return gh_share(latin, letters) > GH_ONE / 2;
}

/*
 * The line after the last of those in another script from i on; *spam is how many of them are spam.
 */
static size_t stretch_end(const struct gh_page *page, size_t i, size_t *spam)
{
	for (*spam = 0; i < page->doc->count && (page->marks[i] & GH_LATIN); i++)
		*spam += gh_shape_of(page, i)->spam > 0;
	return i;
}

/* A stretch that begins the page may be in its own script. */
void gh_drop_spam(const struct gh_page *page, struct gh_decision *decisions)
{
	size_t i, end, spam, count = page->doc->count;
	bool found = false;

	for (i = gh_next_marked(page, 0, GH_LATIN); i < count;
	     i = gh_next_marked(page, end, GH_LATIN)) {
		end = stretch_end(page, i, &spam);
		if (i == 0 || end - i < GH_P_SPAM_LINES || spam * 3 < end - i)
			continue;
		if (!found && is_latin(page))
			return;
		found = true;
		drop_lines(page, decisions, i, end, GH_BY_SPAM);
	}
}

/* Whether a heading of tags stands on one of the two lines above. */
static bool is_under_tags(const struct gh_page *page, size_t i)
{
	size_t k;

	for (k = i; k-- > 0 && i - k <= 2;)
		if (page->subject[k] == GH_GROUP_TAGS && page->words[k] <= 4)
			return true;
	return false;
}

/* Whether one of the signs that part sentences stands in the line. */
static bool is_punctuated(const struct gh_line *line)
{
	static const char *const signs[] = {".", ":", "؟", "!", "(", "<", "؛", "\""};
	size_t i, k;

	for (i = 0; i < line->length; i++)
		for (k = 0; k < sizeof signs / sizeof signs[0]; k++)
			if (line->length - i >= strlen(signs[k]) &&
			    memcmp(line->text + i, signs[k], strlen(signs[k])) == 0)
				return true;
	return false;
}

static bool is_tag_cloud(const struct gh_page *page, size_t i)
{
	const uint32_t sentence = GH_STOP | GH_ASKS | GH_COLON | GH_TRUNCATED;
	const struct gh_shape *shape = gh_shape_of(page, i);

	if ((page->marks[i] & sentence) || gh_is(page, i, GH_IS_KEPT | GH_IS_RULED))
		return false;
	if (is_under_tags(page, i) && shape->function * 8 <= shape->sample &&
	    repeats_itself(page, i) && !is_punctuated(&page->doc->lines[i]))
		return true;
	if (shape->function * 12 > shape->sample)
		return false;
	if (shape->function == 0 && shape->section >= GH_P_CLOUD_SECTIONS)
		return true;
	return shape->words >= GH_P_CLOUD_AGAIN && shape->clitic * 6 <= shape->sample &&
	       !memchr(page->doc->lines[i].text, '<', page->doc->lines[i].length) &&
	       repeats_itself(page, i);
}

void gh_drop_tag_clouds(const struct gh_page *page, struct gh_decision *decisions)
{
	const uint32_t enough = ~UINT32_C(7); /* bits, one of which each number from eight on has */
	size_t i, count = page->doc->count;

	_Static_assert(GH_P_CLOUD_WORDS >= 8, "others are passed over");
	for (i = gh_flags_next(page->words, 0, count, enough); i < count;
	     i = gh_flags_next(page->words, i + 1, count, enough))
		if (page->words[i] >= GH_P_CLOUD_WORDS && is_tag_cloud(page, i))
			gh_drop(&decisions[i], GH_BY_TAG_CLOUD);
}

/* The first line from i on that goes as the head of a block or the end of an article, or count. */
static size_t next_opening(const struct gh_page *page, const struct gh_decision *decisions,
                           size_t i)
{
	do
		i = gh_next(page, i, GH_IS_HEAD | GH_IS_END);
	while (i < page->doc->count && decisions[i].verdict != GHIRBAL_DROPPED && ++i);
	return i;
}

/*
 * The line of a block inside an article at which it is over: the next prose, or a heading above it.
 */
static size_t block_end(const struct gh_page *page, size_t head)
{
	size_t end = head + 1, most = end + GH_P_BLOCK_LINES;

	if (page->first_prose > head || page->subject[head] != GH_GROUP_RELATED)
		return end;
	while (end < page->doc->count && end <= most && !gh_is(page, end, GH_IS_PROSE))
		end++;
	if (end == page->doc->count || end > most)
		return head + 1;
	if (end - head > 2 && page->words[end - 1] <= GH_P_HEADING_WORDS &&
	    page->words[end - 2] > GH_P_HEADING_WORDS)
		end--;
	return end;
}

/* The last of the article's paragraphs; an article of brief ones has its last sentence instead. */
static size_t last_paragraph(const struct gh_page *page)
{
	size_t last = gh_last(page, page->doc->count, GH_IS_PARAGRAPH);

	return last == GH_NOWHERE ? page->last_prose : last;
}

void gh_drop_blocks(const struct gh_page *page, struct gh_decision *decisions)
{
	size_t i, count = page->doc->count, last = last_paragraph(page);

	if (last == GH_NOWHERE)
		return;
	for (i = next_opening(page, decisions, 0); i < count;
	     i = next_opening(page, decisions, i + 1)) {
		if (i > last)
			drop_lines(page, decisions, i + 1, next_opening(page, decisions, i + 1),
			           gh_is(page, i, GH_IS_HEAD) ? GH_BY_BLOCK : GH_BY_END);
		else if (gh_is(page, i, GH_IS_HEAD))
			drop_lines(page, decisions, i + 1, block_end(page, i), GH_BY_BLOCK);
	}
}

/*
 * The end of an article in three lines or so: a source or buttons, tags or comments, then "read
 * also", which is a head.
 */
static bool closes_article(const struct gh_page *page, size_t i)
{
	const unsigned char *subject = page->subject;
	bool source = false, tags = false;
	size_t k;

	if (subject[i] != GH_GROUP_RELATED)
		return false;
	for (k = i; k-- > 0 && i - k <= GH_P_END_LINES;) {
		if (!gh_is(page, k, GH_IS_TOLD))
			continue;
		source |= subject[k] == GH_GROUP_INFO || subject[k] == GH_GROUP_SHARE;
		tags |= subject[k] == GH_GROUP_TAGS || subject[k] == GH_GROUP_COMMENTS;
	}
	return source && tags;
}

void gh_drop_foreign(const struct gh_page *page, struct gh_decision *decisions)
{
	size_t i, count = page->doc->count;
	uint32_t above;

	i = gh_next(page, 0, GH_IS_HEAD);
	while (i < count && !closes_article(page, i))
		i = gh_next(page, i + 1, GH_IS_HEAD);
	above = i < count ? gh_prose_between(page, 0, i) : 0;
	if (above == 0 || page->prose_words - above > above + above / 2)
		return;
	drop_lines(page, decisions, i + 1, count, GH_BY_FOREIGN);
}
