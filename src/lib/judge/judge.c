/* SPDX-License-Identifier: MIT */
#include "judge/judge.h"

#include <stdio.h>
#include <string.h>

#include "judge/page.h"

enum reason {
	BY_RULE,
	REPEATED,
	SECTION,
	TAG_CLOUD,
	IN_BLOCK,
	AFTER_END,
	FOREIGN,
	SPAM,
	BY_SCORE,
	REASONS
};

static const struct {
	const char *name, *group;
} reasons[REASONS] = {
	[BY_RULE] = {"rule", ""},
	[REPEATED] = {"repeated-line", "other"},
	[SECTION] = {"section-word", "nav"},
	[TAG_CLOUD] = {"tag-cloud", "tags"},
	[IN_BLOCK] = {"in-related-block", "related"},
	[AFTER_END] = {"after-end", "comments"},
	[FOREIGN] = {"foreign-article", "related"},
	[SPAM] = {"injected-spam", "promo"},
	[BY_SCORE] = {"score", "other"},
};

static const struct {
	float weight;
	const char *words;
} weights[] = {
#define GH_WEIGHT(name, weight, prior, words) {(float)(weight), words},
#define GH_LEVEL(level, bias)
#define GH_SWITCH(cost)
#include "judge/weights.def"
#undef GH_WEIGHT
#undef GH_LEVEL
#undef GH_SWITCH
};

static const float level_bias[] = {
#define GH_WEIGHT(name, weight, prior, words)
#define GH_LEVEL(level, bias) [GHIRBAL_##level] = (float)(bias),
#define GH_SWITCH(cost)
#include "judge/weights.def"
#undef GH_WEIGHT
#undef GH_LEVEL
#undef GH_SWITCH
};

static const float switch_cost =
#define GH_WEIGHT(name, weight, prior, words)
#define GH_LEVEL(level, bias)
#define GH_SWITCH(cost) (float)(cost)
#include "judge/weights.def"
#undef GH_WEIGHT
#undef GH_LEVEL
#undef GH_SWITCH
	;

#define CERTAIN 4.0f      /* scores are not surer than this */
/* words: a paragraph longer than that is text, whatever stands around it */
#define TOO_LONG 60
#define BLOCK_LINES 12    /* a block of related things inside an article is not longer */
/* without a line that a rule takes, so many hints make a page one with chrome */
#define HINTS 3
#define CLOUD_WORDS 12
#define SPAM_LINES 4
#define CLOUD_STEMS 128
#define SECTION_WORDS 3     /* the name of a section has no more */
#define COPY_LEAST 5        /* words of a caption that stands under its picture twice */
#define COPY_MOST 20

struct gh_judge {
	ghirbal_allocator from;
	struct gh_page page;
	struct gh_decision *decisions;
	size_t room;
	unsigned char *paths; /* the decoder's, two bits a line */
	size_t paths_room;
	float weights[GH_EVIDENCE];
	bool shaped;          /* the lines of the document have been looked at */
};

struct gh_judge *gh_judge_new(const ghirbal_allocator *from)
{
	struct gh_judge *judge = gh_resize(from, NULL, sizeof *judge);
	size_t i;

	if (!judge)
		return NULL;
	memset(judge, 0, sizeof *judge);
	judge->from = *from;
	for (i = 0; i < GH_EVIDENCE; i++)
		judge->weights[i] = weights[i].weight;
	if (!gh_page_init(&judge->page, from)) {
		gh_judge_free(judge);
		return NULL;
	}
	return judge;
}

void gh_judge_free(struct gh_judge *judge)
{
	ghirbal_allocator from;

	if (!judge)
		return;
	from = judge->from;
	gh_page_free(&judge->page);
	gh_release(&from, judge->decisions);
	gh_release(&from, judge->paths);
	gh_release(&from, judge);
}

void gh_judge_weigh(struct gh_judge *judge, const float *trained)
{
	memcpy(judge->weights, trained, sizeof judge->weights);
}

void gh_judge_open(struct gh_judge *judge)
{
	judge->shaped = false;
}

/* ---- rules ---- */

static void drop(struct gh_decision *decision, enum reason reason)
{
	if (decision->verdict == GHIRBAL_DROPPED)
		return;
	decision->verdict = GHIRBAL_DROPPED;
	decision->reason = (unsigned char)reason;
	decision->rule = GH_NO_RULE;
}

static void apply_rules(struct gh_judge *judge, const struct gh_hits *hits)
{
	static const unsigned char removing[] = {GH_DROP, GH_HEAD, GH_END};
	const struct gh_page *page = &judge->page;
	size_t i, k;

	for (i = 0; i < page->doc->count; i++) {
		struct gh_decision *decision = &judge->decisions[i];

		*decision = (struct gh_decision){GHIRBAL_KEPT, BY_RULE, GH_NO_RULE, CERTAIN};
		if (page->spots[i].kept || !page->spots[i].ruled)
			continue;
		decision->verdict = GHIRBAL_DROPPED;
		decision->score = -CERTAIN;
		for (k = 0; k < sizeof removing && decision->rule == GH_NO_RULE; k++)
			decision->rule = hits->lines[i].rule[removing[k]];
	}
}

/* ---- structure: what no rule names and no line shows alone ---- */

static void drop_lines(struct gh_judge *judge, size_t from, size_t to, enum reason reason)
{
	size_t i;

	for (i = from; i < to; i++)
		if (!judge->page.spots[i].kept)
			drop(&judge->decisions[i], reason);
}

static bool is_double(const struct gh_page *page, size_t i)
{
	const struct gh_spot *spot = &page->spots[i];

	return i > page->first + 1 && spot->copies == 2 &&
	       spot->shape->copy == spot[-1].shape->copy && spot->shape->words >= COPY_LEAST &&
	       spot->shape->words <= COPY_MOST && !spot->prose && !spot->kept;
}

/*
 * The same line twice in a row comes of a picture and its text; three times is a refrain, and a
 * headline may stand above an article once more.  With a credit and right above the article it is
 * the picture's both times.
 */
static void drop_repeated(struct gh_judge *judge)
{
	const struct gh_page *page = &judge->page;
	size_t i;

	for (i = 1; i < page->doc->count; i++) {
		if (!is_double(page, i))
			continue;
		drop(&judge->decisions[i], REPEATED);
		if (i + 1 == page->first_prose && (page->spots[i].shape->marks & GH_CREDITED))
			drop(&judge->decisions[i - 1], REPEATED);
	}
}

/*
 * A source is the site's where its tags, buttons or lists are next to it, and the article's
 * elsewhere.
 */
static void drop_sources(struct gh_judge *judge, const struct gh_hits *hits)
{
	const struct gh_page *page = &judge->page;
	const struct gh_spot *spots = page->spots;
	size_t i;

	for (i = 1; i + 1 < page->doc->count; i++) {
		if (!spots[i].hinted || spots[i].subject != GH_PAGE_INFO || spots[i].kept ||
		    !spots[i + 1].ruled || spots[i + 1].subject == GH_PAGE_INFO ||
		    page->first_prose == GH_NOWHERE || i < page->first_prose)
			continue;
		drop(&judge->decisions[i], BY_RULE);
		judge->decisions[i].rule = hits->lines[i].rule[GH_HINT];
	}
}

/* A section's name above the headline is the first thing that extracted text often keeps. */
static void drop_section(struct gh_judge *judge)
{
	const struct gh_page *page = &judge->page;
	const struct gh_spot *spots = page->spots;

	if (page->doc->first && page->doc->count > 2 && page->first_prose != GH_NOWHERE &&
	    !spots[0].kept && spots[0].shape->words <= SECTION_WORDS &&
	    spots[0].shape->section == spots[0].shape->words && spots[1].shape->words >= 5)
		drop(&judge->decisions[0], SECTION);
}

/* Words that come again and again, with none that joins them. */
static bool repeats_itself(const struct gh_judge *judge, size_t i)
{
	const struct gh_line *line = &judge->page.doc->lines[i];
	uint32_t stems[CLOUD_STEMS];
	size_t k, n, again = 0, count;

	count = gh_stems(&judge->page.shapes, gh_line_key(judge->page.doc, line), line->key_length,
	                 stems, CLOUD_STEMS);
	for (k = 0; k < count; k++) {
		for (n = 0; n < k && stems[n] != stems[k]; n++)
			;
		again += n < k;
	}
	return count >= CLOUD_WORDS && again * 4 >= count;
}

/*
 * Pages that were broken into carry a stretch of text on gambling in another script.  The stretch
 * goes, not the lines: an article on gambling has its own title and is in the script of its page.
 */
static void drop_spam(struct gh_judge *judge)
{
	const struct gh_page *page = &judge->page;
	const struct gh_spot *spots = page->spots;
	size_t i, start = 0, spam = 0, count = page->doc->count;

	if (page->latin_share > 0.5f)
		return;
	for (i = 0; i <= count; i++) {
		if (i < count && (spots[i].shape->marks & GH_LATIN)) {
			spam += spots[i].shape->spam > 0;
			continue;
		}
		if (start > 0 && i - start >= SPAM_LINES && spam * 3 >= i - start)
			drop_lines(judge, start, i, SPAM);
		start = i + 1;
		spam = 0;
	}
}

/*
 * Tags in one line: a dozen and more words without one that joins them, many twice or sections'
 * names.
 */
static void drop_tag_clouds(struct gh_judge *judge)
{
	const uint32_t sentence = GH_STOP | GH_ASKS | GH_COLON | GH_TRUNCATED;
	size_t i;

	for (i = 0; i < judge->page.doc->count; i++) {
		const struct gh_spot *spot = &judge->page.spots[i];
		const struct gh_shape *shape = spot->shape;

		if (shape->words < CLOUD_WORDS || shape->function * 12 > shape->sample ||
		    (shape->marks & sentence) || spot->kept || spot->ruled)
			continue;
		if ((shape->function == 0 && shape->section >= 4) ||
		    (shape->words >= 20 && repeats_itself(judge, i)))
			drop(&judge->decisions[i], TAG_CLOUD);
	}
}

static bool opens_block(const struct gh_judge *judge, size_t i)
{
	const struct gh_spot *spot = &judge->page.spots[i];

	return judge->decisions[i].verdict == GHIRBAL_DROPPED && (spot->head || spot->end);
}

static size_t next_opening(const struct gh_judge *judge, size_t i)
{
	for (i++; i < judge->page.doc->count && !opens_block(judge, i); i++)
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

	if (after == GH_NOWHERE || after - head - 1 > BLOCK_LINES || page->first_prose > head)
		return end;
	if (spots[head].subject != GH_RELATED)
		return end;
	end = after;
	if (end - head > 2 && spots[end - 1].shape->words <= 4 && spots[end - 2].shape->words > 4)
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

/*
 * Under a heading of related things everything goes up to the next prose; when no more paragraphs
 * come, the article is over and the rest goes.  What ends an article is believed only then, so that
 * of many articles in one file none is lost for the comments under the one before.
 */
static void drop_blocks(struct gh_judge *judge)
{
	const struct gh_page *page = &judge->page;
	size_t i, count = page->doc->count, last = last_paragraph(page);

	if (last == GH_NOWHERE)
		return;
	for (i = 0; i < count; i++) {
		if (!opens_block(judge, i))
			continue;
		if (i > last)
			drop_lines(judge, i + 1, next_opening(judge, i),
			           page->spots[i].head ? IN_BLOCK : AFTER_END);
		else if (page->spots[i].head)
			drop_lines(judge, i + 1, block_end(page, i), IN_BLOCK);
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

	if (!spots[i].head || spots[i].subject != GH_RELATED)
		return false;
	for (k = i; k-- > 0 && i - k <= 4;) {
		if (!spots[k].ruled && !spots[k].hinted)
			continue;
		source |= spots[k].subject == GH_PAGE_INFO || spots[k].subject == GH_SHARE;
		tags |= spots[k].subject == GH_TAGS || spots[k].subject == GH_COMMENTS;
	}
	return source && tags;
}

/*
 * After such an end a whole foreign article may follow.  It is taken for one only if it is the
 * first such end and no more text follows than came before: of many articles in one file the first
 * has most of the text behind it, and so none of them is taken for foreign.
 */
static void drop_foreign(struct gh_judge *judge)
{
	const struct gh_page *page = &judge->page;
	size_t i, count = page->doc->count;

	for (i = 0; i < count && !closes_article(page, i); i++)
		;
	if (i == count || page->spots[i].weight_sum == 0 ||
	    page->prose_words - page->spots[i].weight_sum >
	            page->spots[i].weight_sum + page->spots[i].weight_sum / 2)
		return;
	drop_lines(judge, i + 1, count, FOREIGN);
}

/* ---- the score, line by line and then over all ---- */

static float weigh(const struct gh_judge *judge, const float *values)
{
	float sum = 0;
	size_t k;

	for (k = 0; k < GH_EVIDENCE; k++)
		sum += judge->weights[k] * values[k];
	return sum;
}

static bool has_mark(const struct gh_page *page, size_t i, uint32_t mark)
{
	return i < page->doc->count && (page->spots[i].shape->marks & mark);
}

static bool has_marked_neighbour(const struct gh_page *page, size_t i, uint32_t mark)
{
	return (i > 0 && has_mark(page, i - 1, mark)) || has_mark(page, i + 1, mark);
}

/*
 * What does not look like prose and is an author's: verses, dialogue, results, code, lists by
 * number.
 */
static bool has_form(const struct gh_page *page, size_t i)
{
	static const uint32_t forms[] = {GH_VERSE, GH_RESULT, GH_CODE, GH_NUMBERED};
	size_t k;

	if (has_mark(page, i, GH_VOWELLED))
		return true;
	for (k = 0; k < sizeof forms / sizeof forms[0]; k++)
		if (has_mark(page, i, forms[k]) && has_marked_neighbour(page, i, forms[k]))
			return true;
	return has_mark(page, i, GH_BULLET) && has_mark(page, i, GH_STOP | GH_ASKS) &&
	       has_marked_neighbour(page, i, GH_BULLET);
}

/*
 * A score decides only where there is doubt: not on long paragraphs, not on what has a form of its
 * own, and not between two paragraphs that have nothing but such lines between them.
 */
static bool is_open(const struct gh_judge *judge, size_t i)
{
	const struct gh_spot *spot = &judge->page.spots[i];

	return judge->decisions[i].verdict == GHIRBAL_KEPT && !spot->kept &&
	       spot->shape->words <= TOO_LONG && !gh_page_clean_gap(&judge->page, i) &&
	       !has_form(&judge->page, i);
}

static bool score_lines(struct gh_judge *judge, ghirbal_level level)
{
	float values[GH_EVIDENCE], score;
	size_t i;

	for (i = 0; i < judge->page.doc->count; i++) {
		if (!is_open(judge, i))
			continue;
		if (!gh_page_weigh(&judge->page, i, values))
			return false;
		score = weigh(judge, values) + level_bias[level];
		judge->decisions[i].score = score > CERTAIN    ? CERTAIN
		                            : score < -CERTAIN ? -CERTAIN
		                                               : score;
	}
	return true;
}

/* The better of staying and changing, for one state; *from is the state before. */
static float step(float stay, float change, unsigned char *from)
{
	*from = change - switch_cost > stay;
	return *from ? change - switch_cost : stay;
}

/*
 * Two states, kept and dropped, with a price on changing (Viterbi): a line of little evidence goes
 * with its neighbours.  Lines that rules took are not there for it.
 */
static bool decode(struct gh_judge *judge)
{
	size_t i, count = judge->page.doc->count;
	float keep = 0, gone = 0;
	unsigned char *paths, state;

	paths = gh_array_grow(&judge->from, judge->paths, 1, &judge->paths_room, count);
	if (!paths)
		return false;
	judge->paths = paths;
	for (i = 0; i < count; i++) {
		float score = judge->decisions[i].score, next_keep, next_gone;
		unsigned char from_keep, from_gone;

		paths[i] = 0;
		if (judge->decisions[i].verdict == GHIRBAL_DROPPED)
			continue;
		next_keep = step(keep, gone, &from_keep) + score;
		next_gone = step(gone, keep, &from_gone) - score;
		keep = next_keep, gone = next_gone;
		paths[i] = (unsigned char)(from_keep | from_gone << 1);
	}
	state = gone > keep;
	for (i = count; i-- > 0;) {
		if (judge->decisions[i].verdict == GHIRBAL_DROPPED)
			continue;
		if (state && is_open(judge, i))
			drop(&judge->decisions[i], BY_SCORE);
		state = (unsigned char)(state ^ (paths[i] >> state & 1));
	}
	return true;
}

/* A page of which nothing would be left is one that the judge does not understand. */
static void never_empty(struct gh_judge *judge)
{
	size_t i, count = judge->page.doc->count;

	for (i = 0; i < count && judge->decisions[i].verdict == GHIRBAL_DROPPED; i++)
		;
	if (i < count)
		return;
	for (i = 0; i < count; i++)
		if (judge->decisions[i].reason != BY_RULE)
			judge->decisions[i].verdict = GHIRBAL_KEPT;
}

/* ---- the whole ---- */

static bool is_known(const struct gh_hit *hit)
{
	return hit->rule[GH_DROP] != GH_NO_RULE || hit->rule[GH_HEAD] != GH_NO_RULE ||
	       hit->rule[GH_END] != GH_NO_RULE || hit->rule[GH_HINT] != GH_NO_RULE ||
	       (hit->words > 0 && hit->covered * 5 >= hit->words * 3);
}

/* Whether lines read alike; drop_repeated() looks closer. */
static bool same_key(const struct gh_doc *doc, const struct gh_line *a, const struct gh_line *b)
{
	return a->key_length == b->key_length &&
	       memcmp(gh_line_key(doc, a), gh_line_key(doc, b), a->key_length) == 0;
}

/* The words of a line, or most + 1 if there are more than most. */
static size_t count_words(const struct gh_doc *doc, size_t i, size_t most)
{
	const unsigned char *key = gh_line_key(doc, &doc->lines[i]);
	size_t words = 0, at = 0, length = doc->lines[i].key_length;

	while (at < length && words <= most) {
		size_t end = gh_word_end(key, at, length);

		words += end > at;
		at = end + 1;
	}
	return words;
}

/*
 * Without one phrase of a site's, one line twice in a row or a first line that may be a section's
 * name there is no reason to doubt what is on a page, and most pages of news are done with here.
 */
static bool is_suspect(const struct gh_doc *doc, const struct gh_hits *hits)
{
	size_t i;

	if (doc->first && doc->count > 2 && count_words(doc, 0, SECTION_WORDS) <= SECTION_WORDS)
		return true;
	for (i = 0; i < doc->count; i++)
		if (is_known(&hits->lines[i]) ||
		    (i > 0 && same_key(doc, &doc->lines[i], &doc->lines[i - 1]) &&
		     count_words(doc, i, COPY_MOST) >= COPY_LEAST &&
		     count_words(doc, i, COPY_MOST) <= COPY_MOST))
			return true;
	return false;
}

static void keep_all(struct gh_judge *judge, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		judge->decisions[i] =
			(struct gh_decision){GHIRBAL_KEPT, BY_RULE, GH_NO_RULE, CERTAIN};
}

static bool look(struct gh_judge *judge, const struct gh_ruleset *rules, const struct gh_doc *doc,
                 const struct gh_hits *hits)
{
	if (!judge->shaped && !gh_shapes_read(&judge->page.shapes, doc))
		return false;
	judge->shaped = true;
	return gh_page_read(&judge->page, doc, rules, hits);
}

const struct gh_decision *gh_judge(struct gh_judge *judge, const struct gh_ruleset *rules,
                                   const struct gh_doc *doc, const struct gh_hits *hits,
                                   ghirbal_level level)
{
	struct gh_decision *grown;

	grown = gh_array_grow(&judge->from, judge->decisions, sizeof *grown, &judge->room,
	                      doc->count);
	if (!grown)
		return NULL;
	judge->decisions = grown;
	if (!is_suspect(doc, hits)) {
		keep_all(judge, doc->count);
		return grown;
	}
	if (!look(judge, rules, doc, hits))
		return NULL;
	apply_rules(judge, hits);
	drop_sources(judge, hits);
	drop_repeated(judge);
	drop_section(judge);
	if (judge->page.taken == 0 && judge->page.ruled < HINTS)
		return grown;
	drop_tag_clouds(judge);
	drop_spam(judge);
	drop_blocks(judge);
	drop_foreign(judge);
	if (!score_lines(judge, level) || !decode(judge))
		return NULL;
	never_empty(judge);
	return grown;
}

const char *gh_reason_name(unsigned reason)
{
	return reason < REASONS ? reasons[reason].name : "";
}

const char *gh_reason_group(unsigned reason)
{
	return reason < REASONS ? reasons[reason].group : "";
}

/* ---- in words ---- */

#define TOLD 3 /* pieces of evidence that an explanation names */

/* Tenths are written as whole numbers: a printed decimal point would be the locale's. */
static void add_words(char *out, size_t room, size_t *size, const char *words, float weight)
{
	int n, tenths = (int)(0.5f - 10 * weight);

	if (*size >= room)
		return;
	n = snprintf(out + *size, room - *size, "%s%s -%d.%d", *size ? "; " : "", words,
	             tenths / 10, tenths % 10);
	if (n < 0 || (size_t)n >= room - *size)
		out[*size] = '\0'; /* a piece that does not fit is left out whole */
	else
		*size += (size_t)n;
}

void gh_judge_explain(struct gh_judge *judge, size_t i, char *out, size_t room)
{
	float values[GH_EVIDENCE];
	size_t told, k, size = 0;

	if (room == 0)
		return;
	out[0] = '\0';
	if (judge->decisions[i].reason != BY_SCORE || !gh_page_weigh(&judge->page, i, values))
		return;
	for (told = 0; told < TOLD; told++) {
		size_t worst = 0;
		float least = 0;

		for (k = 0; k < GH_EVIDENCE; k++) {
			float part = judge->weights[k] * values[k];

			if (k != GH_E_BIAS && part < least) {
				least = part;
				worst = k;
			}
		}
		if (least > -0.05f)
			return;
		add_words(out, room, &size, weights[worst].words, least);
		values[worst] = 0;
	}
}
