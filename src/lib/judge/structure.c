/* SPDX-License-Identifier: MIT */
#include "judge/structure.h"

#include <string.h>

#include "judge/stem.h"

#define CLOUD_STEMS 128

static void drop_lines(const struct gh_page *page, struct gh_decision *decisions, size_t from,
                       size_t to, enum gh_reason reason)
{
	size_t i;

	for (i = from; i < to; i++)
		if (!page->spots[i].kept)
			gh_drop(&decisions[i], reason);
}

static bool is_double(const struct gh_page *page, size_t i)
{
	const struct gh_spot *spot = &page->spots[i];

	return i > page->first + 1 && spot->copies == 2 &&
	       spot->line->copy == spot[-1].line->copy && spot->shape->words >= GH_P_COPY_LEAST &&
	       spot->shape->words <= GH_P_COPY_MOST && !spot->prose && !spot->kept;
}

void gh_drop_repeated(const struct gh_page *page, struct gh_decision *decisions)
{
	size_t i;

	for (i = 1; i < page->doc->count; i++) {
		if (!is_double(page, i))
			continue;
		gh_drop(&decisions[i], GH_BY_REPETITION);
		if (i + 1 == page->first_prose && (page->spots[i].shape->marks & GH_CREDITED))
			gh_drop(&decisions[i - 1], GH_BY_REPETITION);
	}
}

void gh_drop_sources(const struct gh_page *page, const struct gh_ruleset *rules,
                     const struct gh_hits *hits, struct gh_decision *decisions)
{
	const struct gh_spot *spots = page->spots;
	size_t i;

	for (i = 1; i + 1 < page->doc->count; i++) {
		if (!spots[i].hinted || spots[i].subject != GH_GROUP_INFO || spots[i].kept ||
		    !spots[i + 1].ruled || spots[i + 1].subject == GH_GROUP_INFO ||
		    page->first_prose == GH_NOWHERE || i < page->first_prose)
			continue;
		decisions[i] = gh_rule_decision(rules, hits->lines[i].rule[GH_HINT],
		                                GHIRBAL_DROPPED);
	}
}

void gh_drop_section(const struct gh_page *page, struct gh_decision *decisions)
{
	const struct gh_spot *spots = page->spots;

	if (page->doc->first && page->doc->count > 2 && page->first_prose != GH_NOWHERE &&
	    !spots[0].kept && spots[0].shape->words <= GH_P_SECTION_WORDS &&
	    spots[0].shape->section == spots[0].shape->words &&
	    spots[1].shape->words >= GH_P_HEADLINE_WORDS)
		gh_drop(&decisions[0], GH_BY_SECTION);
}

/* Words that come again and again, with none that joins them. */
static bool repeats_itself(const struct gh_page *page, size_t i)
{
	const struct gh_line *line = &page->doc->lines[i];
	uint32_t stems[CLOUD_STEMS];
	size_t k, n, again = 0, count;

	count = gh_stems(page->shapes.lexicon, gh_line_key(page->doc, line), line->key_length,
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
	const struct gh_spot *spots = page->spots;
	size_t i, start = 0, spam = 0, count = page->doc->count;

	if (page->latin_share > GH_ONE / 2)
		return;
	for (i = 0; i <= count; i++) {
		if (i < count && (spots[i].shape->marks & GH_LATIN)) {
			spam += spots[i].shape->spam > 0;
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
		if (page->spots[k].subject == GH_GROUP_TAGS && page->spots[k].shape->words <= 4)
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
	const struct gh_spot *spot = &page->spots[i];
	const struct gh_shape *shape = spot->shape;

	if (shape->words < GH_P_CLOUD_WORDS || (shape->marks & sentence) || spot->kept || spot->ruled)
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
		if (is_tag_cloud(page, i))
			gh_drop(&decisions[i], GH_BY_TAG_CLOUD);
}

static bool opens_block(const struct gh_page *page,
                        const struct gh_decision *decisions, size_t i)
{
	const struct gh_spot *spot = &page->spots[i];

	return decisions[i].verdict == GHIRBAL_DROPPED && (spot->head || spot->end);
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
	const struct gh_spot *spots = page->spots;
	size_t end = head + 1, after = spots[head].prose_after;

	if (after == GH_NOWHERE || after - head - 1 > GH_P_BLOCK_LINES || page->first_prose > head)
		return end;
	if (spots[head].subject != GH_GROUP_RELATED)
		return end;
	end = after;
	if (end - head > 2 && spots[end - 1].shape->words <= GH_P_HEADING_WORDS &&
	    spots[end - 2].shape->words > GH_P_HEADING_WORDS)
		end--;
	return end;
}

/* The last of the article's paragraphs; an article of brief ones has its last sentence instead. */
static size_t last_paragraph(const struct gh_page *page)
{
	size_t i;

	for (i = page->doc->count; i-- > 0;)
		if (page->spots[i].paragraph)
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
			           page->spots[i].head ? GH_BY_BLOCK : GH_BY_END);
		else if (page->spots[i].head)
			drop_lines(page, decisions, i + 1, block_end(page, i), GH_BY_BLOCK);
	}
}

/*
 * The end of an article in three lines or so: a source or buttons, tags or comments, then "read
 * also".
 */
static bool closes_article(const struct gh_page *page, size_t i)
{
	const struct gh_spot *spots = page->spots;
	bool source = false, tags = false;
	size_t k;

	if (!spots[i].head || spots[i].subject != GH_GROUP_RELATED)
		return false;
	for (k = i; k-- > 0 && i - k <= GH_P_END_LINES;) {
		if (!spots[k].ruled && !spots[k].hinted)
			continue;
		source |= spots[k].subject == GH_GROUP_INFO || spots[k].subject == GH_GROUP_SHARE;
		tags |= spots[k].subject == GH_GROUP_TAGS || spots[k].subject == GH_GROUP_COMMENTS;
	}
	return source && tags;
}

void gh_drop_foreign(const struct gh_page *page, struct gh_decision *decisions)
{
	size_t i, count = page->doc->count;

	for (i = 0; i < count && !closes_article(page, i); i++)
		;
	if (i == count || page->spots[i].weight_sum == 0 ||
	    page->prose_words - page->spots[i].weight_sum >
	            page->spots[i].weight_sum + page->spots[i].weight_sum / 2)
		return;
	drop_lines(page, decisions, i + 1, count, GH_BY_FOREIGN);
}
