/* SPDX-License-Identifier: MIT */
#include "judge/facts.h"

#include <string.h>

/* ---- the columns ---- */

static const size_t line_bytes =
#define GH_COLUMN(type, name) sizeof(type) +
#include "judge/columns.def"
	0;

static void *take_column(unsigned char **at, size_t lines, size_t size)
{
	unsigned char *column = *at;

	*at += lines * size;
	return column + GH_MARGIN * size;
}

/* Rooms for whole margins of lines, so that each column is aligned and loops may go by sixteen. */
static bool lay_out(struct gh_page *page)
{
	size_t count = page->doc->count, lines = (count / GH_MARGIN + 3) * GH_MARGIN;
	unsigned char *at;

	if (!GH_GROW(&page->from, page->columns, page->columns_room, lines * line_bytes))
		return false;
	at = page->columns;
#define GH_COLUMN(type, name) page->name = take_column(&at, lines, sizeof(type));
#include "judge/columns.def"
	memset(page->facts - GH_MARGIN, 0, GH_MARGIN * sizeof *page->facts);
	memset(page->marks - GH_MARGIN, 0, GH_MARGIN * sizeof *page->marks);
	memset(page->facts + count, 0, (lines - GH_MARGIN - count) * sizeof *page->facts);
	memset(page->marks + count, 0, (lines - GH_MARGIN - count) * sizeof *page->marks);
	memset(page->words + count, 0, (lines - GH_MARGIN - count) * sizeof *page->words);
	return true;
}

/* ---- what rules say ---- */

static bool is_hit(const struct gh_hit *hit)
{
	uint32_t said = hit->tail;
	size_t verb;

	for (verb = 0; verb < GH_CUT; verb++)
		said &= hit->rule[verb];
	return said != GH_NO_RULE || hit->covered > 0;
}

/* A group of the user's own says nothing that the judge knows. */
static unsigned char subject_of(const struct gh_ruleset *rules, uint32_t rule)
{
	uint32_t group = rules->rules[rule].group;

	return (unsigned char)(group < GH_GROUPS ? group : GH_GROUP_OTHER);
}

/* taking is gh_taking_rule(hit). */
static unsigned char find_subject(const struct gh_ruleset *rules, const struct gh_hit *hit,
                                  uint32_t taking)
{
	const uint32_t told[] = {hit->rule[GH_HEAD], hit->rule[GH_END], taking, hit->rule[GH_HINT]};
	size_t i;

	for (i = 0; i < sizeof told / sizeof told[0]; i++)
		if (told[i] != GH_NO_RULE)
			return subject_of(rules, told[i]);
	return GH_GROUPS;
}

static uint32_t fact_if(bool holds, uint32_t fact)
{
	return holds ? fact : 0;
}

static bool is_asked(const struct gh_ruleset *rules, const struct gh_hit *hit)
{
	size_t verb;

	for (verb = 0; verb < GH_CUT; verb++)
		if (gh_is_users(rules, hit->rule[verb]) && gh_verb_takes(verb))
			return true;
	return false;
}

static uint32_t verb_facts(const struct gh_ruleset *rules, const struct gh_hit *hit,
                           uint32_t taking)
{
	const uint32_t *rule = hit->rule;
	bool head = rule[GH_HEAD] != GH_NO_RULE, end = rule[GH_END] != GH_NO_RULE;
	bool ruled = taking != GH_NO_RULE;
	bool hinted = !ruled && rule[GH_HINT] != GH_NO_RULE;

	return fact_if(rule[GH_KEEP] != GH_NO_RULE, GH_IS_KEPT) | fact_if(head, GH_IS_HEAD) |
	       fact_if(end, GH_IS_END) | fact_if(ruled, GH_IS_RULED) |
	       fact_if(hinted, GH_IS_HINTED) | fact_if(ruled && is_asked(rules, hit), GH_IS_ASKED);
}

static uint32_t cover_facts(int16_t cover)
{
	return fact_if(cover >= GH_ONE / 2, GH_IS_HALF_KNOWN) |
	       fact_if(cover >= 3 * GH_ONE / 5, GH_IS_KNOWN);
}

/* An agency's name at its end makes a line a dateline. */
static uint32_t read_hit(struct gh_page *page, size_t i, const struct gh_ruleset *rules,
                         const struct gh_hit *hit)
{
	bool info = hit->tail != GH_NO_RULE && subject_of(rules, hit->tail) == GH_GROUP_INFO;
	uint32_t taking = gh_taking_rule(hit), facts = verb_facts(rules, hit, taking);

	page->subject[i] = find_subject(rules, hit, taking);
	if (page->subject[i] == GH_GROUP_INFO)
		facts |= GH_IS_INFO;
	if (hit->tail != GH_NO_RULE && !info && !(facts & GH_IS_TOLD))
		facts |= GH_IS_TAIL;
	if (hit->words && page->words[i] <= GH_P_COVER_WORDS && !info) {
		page->cover[i] = gh_share(hit->covered, hit->words);
		facts |= cover_facts(page->cover[i]);
	}
	return facts;
}

/* ---- what its shape says ---- */

static bool is_prose(const struct gh_shape *shape)
{
	return (shape->words >= GH_P_PROSE_WORDS && shape->function * 25 >= shape->sample * 2) ||
	       (shape->words >= GH_P_SENTENCE_WORDS && (shape->marks & GH_STOP) &&
	        shape->function > 0);
}

static uint32_t read_shape(struct gh_page *page, size_t i, const struct gh_shape *shape)
{
	page->marks[i] = shape->marks;
	page->words[i] = shape->words;
	page->size[i] = shape->size;
	return fact_if(shape->site > 0, GH_IS_ABOUT_SITE) |
	       fact_if(shape->section > 0, GH_IS_SECTION) |
	       fact_if(shape->marks & GH_DATED, GH_IS_DATED);
}

static uint32_t characterise(uint32_t facts, const struct gh_shape *shape)
{
	const uint32_t odd = GH_DATED | GH_LINKED | GH_PHONED | GH_COPYRIGHT;
	bool sites = (facts & GH_IS_TOLD) && !(facts & GH_IS_INFO);

	if (!(facts & (GH_IS_TOLD | GH_IS_HALF_KNOWN)) && is_prose(shape))
		return GH_IS_PROSE | fact_if(facts & GH_IS_TAIL, GH_IS_CHROME) |
		       fact_if(shape->words >= GH_P_PARAGRAPH_WORDS &&
		               !(shape->marks & GH_TRUNCATED), GH_IS_PARAGRAPH);
	return fact_if(sites || (facts & (GH_IS_TAIL | GH_IS_KNOWN)) || (shape->marks & odd),
	               GH_IS_CHROME);
}

bool gh_facts_read(struct gh_page *page, const struct gh_ruleset *rules, const struct gh_hits *hits)
{
	size_t i;

	if (!lay_out(page))
		return false;
	for (i = 0; i < page->doc->count; i++) {
		const struct gh_shaped *shaped = &page->shapes.lines[page->doc->lines[i].outcome];
		uint32_t facts = read_shape(page, i, &shaped->shape);

		page->shaped[i] = shaped;
		page->subject[i] = GH_GROUPS;
		if (is_hit(&hits->lines[i]))
			facts |= read_hit(page, i, rules, &hits->lines[i]);
		page->facts[i] = facts | characterise(facts, &shaped->shape);
	}
	return true;
}

uint32_t gh_prose_between(const struct gh_page *page, size_t begin, size_t end)
{
	uint32_t words = 0;

	while ((begin = gh_next_before(page, begin, end, GH_IS_PROSE)) < end)
		words += page->words[begin++];
	return words;
}
