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
	size_t i;

	for (i = 1; i < page->doc->count; i++) {
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
	const uint32_t source = GH_IS_HINTED | GH_IS_INFO;
	size_t i;

	for (i = page->first_prose; i < page->doc->count; i++) {
		if ((page->facts[i] & (source | GH_IS_KEPT)) != source || i == 0 ||
		    !gh_is(page, i + 1, GH_IS_RULED) || gh_is(page, i + 1, GH_IS_INFO))
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

void gh_drop_spam(const struct gh_page *page, struct gh_decision *decisions)
{
	size_t i, start = 0, spam = 0, count = page->doc->count;

	if (page->latin_share > GH_ONE / 2)
		return;
	for (i = 0; i <= count; i++) {
		if (i < count && (page->marks[i] & GH_LATIN)) {
			spam += gh_shape_of(page, i)->spam > 0;
			continue;
		}
		if (start > 0 && i - start >= GH_P_SPAM_LINES && spam * 3 >= i - start)
			drop_lines(page, decisions, start, i, GH_BY_SPAM);
		start = i + 1;
		spam = 0;
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
	size_t i;

	for (i = 0; i < page->doc->count; i++)
		if (page->words[i] >= GH_P_CLOUD_WORDS && is_tag_cloud(page, i))
			gh_drop(&decisions[i], GH_BY_TAG_CLOUD);
}

static bool opens_block(const struct gh_page *page,
                        const struct gh_decision *decisions, size_t i)
{
	return gh_is(page, i, GH_IS_HEAD | GH_IS_END) && decisions[i].verdict == GHIRBAL_DROPPED;
}

static size_t next_opening(const struct gh_page *page,
                           const struct gh_decision *decisions, size_t i)
{
	for (i++; i < page->doc->count && !opens_block(page, decisions, i); i++)
		;
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
	size_t i;

	for (i = page->doc->count; i-- > 0;)
		if (gh_is(page, i, GH_IS_PARAGRAPH))
			return i;
	return page->last_prose;
}

void gh_drop_blocks(const struct gh_page *page, struct gh_decision *decisions)
{
	size_t i, count = page->doc->count, last = last_paragraph(page);

	if (last == GH_NOWHERE)
		return;
	for (i = 0; i < count; i++) {
		if (!opens_block(page, decisions, i))
			continue;
		if (i > last)
			drop_lines(page, decisions, i + 1, next_opening(page, decisions, i),
			           gh_is(page, i, GH_IS_HEAD) ? GH_BY_BLOCK : GH_BY_END);
		else if (gh_is(page, i, GH_IS_HEAD))
			drop_lines(page, decisions, i + 1, block_end(page, i), GH_BY_BLOCK);
	}
}

/*
 * The end of an article in three lines or so: a source or buttons, tags or comments, then "read
 * also".
 */
static bool closes_article(const struct gh_page *page, size_t i)
{
	const unsigned char *subject = page->subject;
	bool source = false, tags = false;
	size_t k;

	if (!gh_is(page, i, GH_IS_HEAD) || subject[i] != GH_GROUP_RELATED)
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

	for (i = 0; i < count && !closes_article(page, i); i++)
		;
	above = page->prose_above[i];
	if (i == count || above == 0 || page->prose_words - above > above + above / 2)
		return;
	drop_lines(page, decisions, i + 1, count, GH_BY_FOREIGN);
}
