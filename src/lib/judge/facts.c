/* SPDX-License-Identifier: MIT */
#include "judge/facts.h"

#include <string.h>

#include "text/memo.h"

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

#define VERB(id) (1u << GH_##id)

static bool is_hit(const struct gh_hit *hit)
{
	uint32_t said = hit->tail;
	size_t verb;

	for (verb = 0; verb < GH_CUT; verb++)
		said &= hit->rule[verb];
	return said != GH_NO_RULE || hit->covered > 0;
}

/* Of the verbs, a bit each: those of which a rule matches. */
static unsigned verbs_of(const struct gh_hit *hit)
{
	unsigned verb, said = 0;

	for (verb = 0; verb < GH_CUT; verb++)
		said |= (unsigned)(hit->rule[verb] != GH_NO_RULE) << verb;
	return said;
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
	uint32_t rule = hit->rule[GH_HEAD];

	if (rule == GH_NO_RULE)
		rule = hit->rule[GH_END];
	if (rule == GH_NO_RULE)
		rule = taking;
	if (rule == GH_NO_RULE)
		rule = hit->rule[GH_HINT];
	return rule == GH_NO_RULE ? GH_GROUPS : subject_of(rules, rule);
}

static bool is_asked(const struct gh_ruleset *rules, const struct gh_hit *hit)
{
	size_t verb;

	for (verb = 0; verb < GH_CUT; verb++)
		if (gh_verb_takes(verb) && gh_is_users(rules, hit->rule[verb]))
			return true;
	return false;
}

static uint32_t fact_if(bool holds, uint32_t fact)
{
	return holds ? fact : 0;
}

static uint32_t verb_facts(const struct gh_ruleset *rules, const struct gh_hit *hit, bool ruled)
{
	const unsigned said = verbs_of(hit);
	bool hinted = !ruled && (said & VERB(HINT));

	return fact_if(said & VERB(KEEP), GH_IS_KEPT) | fact_if(said & VERB(HEAD), GH_IS_HEAD) |
	       fact_if(said & VERB(END), GH_IS_END) | fact_if(ruled, GH_IS_RULED) |
	       fact_if(hinted, GH_IS_HINTED) | fact_if(ruled && is_asked(rules, hit), GH_IS_ASKED);
}

static uint32_t cover_facts(int16_t cover)
{
	return fact_if(cover >= GH_ONE / 2, GH_IS_HALF_KNOWN) |
	       fact_if(cover >= 3 * GH_ONE / 5, GH_IS_KNOWN);
}

/* An agency's name at its end makes a line a dateline. */
static uint32_t read_hit(struct gh_told *told, const struct gh_shape *shape,
                         const struct gh_ruleset *rules, const struct gh_hit *hit)
{
	bool info = hit->tail != GH_NO_RULE && subject_of(rules, hit->tail) == GH_GROUP_INFO;
	uint32_t taking = gh_taking_rule(hit);
	uint32_t facts = verb_facts(rules, hit, taking != GH_NO_RULE);

	told->subject = find_subject(rules, hit, taking);
	if (told->subject == GH_GROUP_INFO)
		facts |= GH_IS_INFO;
	if (hit->tail != GH_NO_RULE && !info && !(facts & GH_IS_TOLD))
		facts |= GH_IS_TAIL;
	if (hit->covered && shape->words <= GH_P_COVER_WORDS && !info) {
		told->cover = gh_share(hit->covered, hit->words);
		facts |= cover_facts(told->cover);
	}
	return facts;
}

/* ---- what its shape makes of it ---- */

/* The facts of a line that rules say something of. */
static uint32_t characterise(uint32_t said, const struct gh_shape *shape)
{
	bool sites = (said & GH_IS_TOLD) && !(said & GH_IS_INFO);

	if ((shape->facts & GH_IS_PROSE) && !(said & (GH_IS_TOLD | GH_IS_HALF_KNOWN)))
		return said | shape->facts | fact_if(said & GH_IS_TAIL, GH_IS_CHROME);
	return said | (shape->facts & GH_SHAPE_FACTS) |
	       fact_if(sites || (said & (GH_IS_TAIL | GH_IS_KNOWN)) ||
	               (shape->marks & GH_ODD_MARKS), GH_IS_CHROME);
}

/* Into *told, which stays where the line is in the memo. */
static void read_line(struct gh_told *told, const struct gh_line *line,
                      const struct gh_shape *shape, const struct gh_ruleset *rules,
                      const struct gh_hit *hit)
{
	*told = (struct gh_told){line->memo.turn, shape->facts, 0, GH_GROUPS};
	if (is_hit(hit))
		told->facts = characterise(read_hit(told, shape, rules, hit), shape);
}

bool gh_facts_read(struct gh_page *page, const struct gh_ruleset *rules, const struct gh_hits *hits)
{
	const struct gh_line *line = page->doc->lines;
	const size_t count = page->doc->count;
	struct gh_page to; /* whose columns nobody else writes */
	struct gh_told *told, once;
	size_t i;

	if (!lay_out(page))
		return false;
	to = *page;
	for (i = 0; i < count; i++, line++) {
		const struct gh_shaped *shaped = &to.shapes.lines[line->outcome];

		told = &to.told[line->memo.at];
		if (!gh_is_remembered(line, told->turn)) {
			told = gh_has_memo(line) ? told : &once;
			read_line(told, line, &shaped->shape, rules, &hits->lines[i]);
		}
		to.shaped[i] = shaped;
		to.marks[i] = shaped->shape.marks;
		to.words[i] = shaped->shape.words;
		to.size[i] = shaped->shape.size;
		to.length[i] = shaped->shape.length;
		to.facts[i] = told->facts | shaped->again;
		to.cover[i] = told->cover;
		to.subject[i] = told->subject;
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
