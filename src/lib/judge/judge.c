/* SPDX-License-Identifier: MIT */
#include "judge/judge.h"

#include <string.h>

#include "judge/listing.h"
#include "judge/page.h"
#include "judge/recurrence.h"
#include "judge/score.h"
#include "judge/structure.h"

struct gh_judge {
	ghirbal_allocator from;
	struct gh_page page;
	struct gh_decision *decisions;
	size_t room;
	struct gh_score score;
	bool shaped;          /* the lines of the document have been looked at */
};

struct gh_judge *gh_judge_new(const ghirbal_allocator *from, struct gh_lexemes *lexemes)
{
	struct gh_judge *judge = gh_resize(from, NULL, sizeof *judge);

	if (!judge)
		return NULL;
	memset(judge, 0, sizeof *judge);
	judge->from = *from;
	gh_score_init(&judge->score);
	if (!gh_page_init(&judge->page, from, lexemes)) {
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
	gh_score_free(&judge->score, &from);
	gh_release(&from, judge);
}

void gh_judge_weigh(struct gh_judge *judge, const int16_t *trained)
{
	memcpy(judge->score.weights.of, trained, GH_EVIDENCE * sizeof *trained);
	gh_shapes_weigh(&judge->page.shapes, &judge->score.weights);
}

void gh_judge_open(struct gh_judge *judge, bool asked)
{
	judge->shaped = false;
	judge->score.asked = asked;
}

static bool is_said(const struct gh_hit *hit)
{
	uint32_t said = GH_NO_RULE;
	size_t verb;

	for (verb = 0; verb < GH_CUT; verb++)
		said &= hit->rule[verb];
	return said != GH_NO_RULE || hit->covered > 0;
}

/* Of most lines rules say nothing. */
static bool is_known(const struct gh_hit *hit)
{
	return is_said(hit) && ((gh_taking_rule(hit) & hit->rule[GH_HINT]) != GH_NO_RULE ||
	                        (hit->words > 0 && hit->covered * 5 >= hit->words * 3));
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

	if (gh_has_recurrent(doc))
		return true;

	if (doc->first && doc->count > 2 &&
	    count_words(doc, 0, GH_P_SECTION_WORDS) <= GH_P_SECTION_WORDS)
		return true;
	for (i = 0; i < doc->count; i++)
		if (is_known(&hits->lines[i]) ||
		    (i > 0 && same_key(doc, &doc->lines[i], &doc->lines[i - 1]) &&
		     count_words(doc, i, GH_P_COPY_MOST) >= GH_P_COPY_LEAST &&
		     count_words(doc, i, GH_P_COPY_MOST) <= GH_P_COPY_MOST))
			return true;
	return false;
}

static void keep_all(struct gh_judge *judge, size_t count)
{
	const struct gh_decision kept = {.verdict = GHIRBAL_KEPT,
	                                 .reason = GH_BY_RULE,
	                                 .group = GH_GROUP_OTHER,
	                                 .rule = GH_NO_RULE,
	                                 .score = GH_CERTAIN};
	size_t i;

	for (i = 0; i < count; i++)
		judge->decisions[i] = kept;
}

static void apply_rules(struct gh_judge *judge, const struct gh_ruleset *rules,
                        const struct gh_hits *hits)
{
	const uint32_t mask = GH_IS_RULED | GH_IS_KEPT;
	const struct gh_page *page = &judge->page;
	size_t i, count = page->doc->count;

	keep_all(judge, count);
	for (i = gh_next_such(page, 0, mask, GH_IS_RULED); i < count;
	     i = gh_next_such(page, i + 1, mask, GH_IS_RULED))
		judge->decisions[i] = gh_rule_decision(rules, gh_taking_rule(&hits->lines[i]),
		                                       GHIRBAL_DROPPED);
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
		if (judge->decisions[i].reason != GH_BY_RULE)
			judge->decisions[i].verdict = GHIRBAL_KEPT;
}

static bool look(struct gh_judge *judge, const struct gh_ruleset *rules, const struct gh_doc *doc,
                 const struct gh_hits *hits, ghirbal_level level)
{
	if (!judge->shaped && !gh_shapes_read(&judge->page.shapes, doc))
		return false;
	judge->shaped = true;
	judge->page.level = level;
	return gh_page_read(&judge->page, doc, rules, hits);
}

const struct gh_decision *gh_judge(struct gh_judge *judge, const struct gh_ruleset *rules,
                                   const struct gh_doc *doc, const struct gh_hits *hits,
                                   ghirbal_level level)
{
	struct gh_decision *decisions;

	if (!GH_GROW(&judge->from, judge->decisions, judge->room, doc->count))
		return NULL;
	decisions = judge->decisions;
	if (!is_suspect(doc, hits)) {
		keep_all(judge, doc->count);
		return decisions;
	}
	if (!look(judge, rules, doc, hits, level))
		return NULL;
	apply_rules(judge, rules, hits);
	if (!gh_drop_recurrent(&judge->page, decisions))
		return NULL;
	if (judge->page.doubted)
		return decisions;
	gh_drop_sources(&judge->page, rules, hits, decisions);
	gh_drop_repeated(&judge->page, decisions);
	gh_drop_section(&judge->page, decisions);
	if (judge->page.taken == 0 && judge->page.ruled < GH_P_HINTS && !gh_has_recurrent(doc))
		return decisions;
	if (!gh_page_read_on(&judge->page))
		return NULL;
	gh_drop_tag_clouds(&judge->page, decisions);
	gh_drop_spam(&judge->page, decisions);
	gh_drop_blocks(&judge->page, decisions);
	gh_drop_foreign(&judge->page, decisions);
	gh_drop_listings(&judge->page, decisions);
	if (!gh_score_lines(&judge->score, &judge->page, level, decisions))
		return NULL;
	never_empty(judge);
	return decisions;
}

size_t gh_judge_explain(struct gh_judge *judge, size_t i, char *out, size_t room)
{
	out[0] = '\0';
	if (judge->decisions[i].reason == GH_BY_MEMORY)
		return gh_tell_recurrence(&judge->page, i, out, room);
	if (judge->decisions[i].reason < GH_BY_MENU)
		return 0;
	return gh_score_explain(&judge->score, &judge->page, i, &judge->decisions[i], out, room);
}
