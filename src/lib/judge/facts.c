/* SPDX-License-Identifier: MIT */
#include "judge/facts.h"

#include <stdlib.h>
#include <string.h>

/* A group of the user's own says nothing that the judge knows. */
static unsigned char subject_of(const struct gh_ruleset *rules, uint32_t rule)
{
	uint32_t group = rules->rules[rule].group;

	return (unsigned char)(group < GH_GROUPS ? group : GH_GROUP_OTHER);
}

static void read_verbs(struct gh_spot *spot, const struct gh_ruleset *rules, const struct gh_hit *hit)
{
	static const unsigned char verbs[] = {GH_HEAD, GH_END, GH_DROP, GH_HINT};
	size_t i;

	spot->kept = hit->rule[GH_KEEP] != GH_NO_RULE;
	spot->head = hit->rule[GH_HEAD] != GH_NO_RULE;
	spot->end = hit->rule[GH_END] != GH_NO_RULE;
	spot->ruled = spot->head || spot->end || hit->rule[GH_DROP] != GH_NO_RULE;
	spot->asked = gh_is_users(rules, hit->rule[GH_DROP]) || gh_is_users(rules, hit->rule[GH_HEAD]) ||
	              gh_is_users(rules, hit->rule[GH_END]);
	spot->hinted = !spot->ruled && hit->rule[GH_HINT] != GH_NO_RULE;
	spot->subject = GH_GROUPS;
	for (i = 0; i < sizeof verbs && spot->subject == GH_GROUPS; i++)
		if (hit->rule[verbs[i]] != GH_NO_RULE)
			spot->subject = subject_of(rules, hit->rule[verbs[i]]);
}

static void read_hit(struct gh_spot *spot, const struct gh_ruleset *rules, const struct gh_hit *hit)
{
	bool info; /* an agency's name at its end makes a line a dateline */

	read_verbs(spot, rules, hit);
	info = hit->tail != GH_NO_RULE && subject_of(rules, hit->tail) == GH_GROUP_INFO;
	spot->tail = hit->tail != GH_NO_RULE && !info && !spot->ruled && !spot->hinted;
	if (hit->words && spot->shape->words <= GH_P_COVER_WORDS && !info)
		spot->cover = gh_share(hit->covered, hit->words);
}

static bool is_prose(const struct gh_spot *spot)
{
	const struct gh_shape *shape = spot->shape;

	if (spot->ruled || spot->hinted || gh_is_covered(spot, 1, 2))
		return false;
	return (shape->words >= GH_P_PROSE_WORDS && shape->function * 25 >= shape->sample * 2) ||
	       (shape->words >= GH_P_SENTENCE_WORDS && (shape->marks & GH_STOP) &&
	        shape->function > 0);
}

static void characterise(struct gh_spot *spot)
{
	const uint32_t odd = GH_DATED | GH_LINKED | GH_PHONED | GH_COPYRIGHT;

	spot->prose = is_prose(spot);
	spot->paragraph = spot->prose && spot->shape->words >= GH_P_PARAGRAPH_WORDS &&
	                  !(spot->shape->marks & GH_TRUNCATED);
	spot->chrome = ((spot->ruled || spot->hinted) && spot->subject != GH_GROUP_INFO) ||
	               spot->tail || gh_is_covered(spot, 3, 5) ||
	               ((spot->shape->marks & odd) && !spot->prose);
}

void gh_facts_read(struct gh_page *page, const struct gh_ruleset *rules, const struct gh_hits *hits)
{
	size_t i;

	for (i = 0; i < page->doc->count; i++) {
		struct gh_spot *spot = &page->spots[i];

		memset(spot, 0, sizeof *spot);
		spot->line = &page->shapes.lines[page->doc->lines[i].fate];
		spot->shape = &spot->line->shape;
		read_hit(spot, rules, &hits->lines[i]);
		characterise(spot);
	}
}

bool gh_is_ruled(const struct gh_spot *spot)
{
	bool known = (spot->ruled || spot->hinted) && spot->subject != GH_GROUP_INFO;

	return !spot->button && (known || gh_is_covered(spot, 3, 5));
}

bool gh_is_echo(const struct gh_spot *spot)
{
	return spot->echoes > 1 && !spot->prose && !spot->button;
}

bool gh_like_sized(const struct gh_spot *a, const struct gh_spot *b)
{
	return abs(a->shape->size - b->shape->size) * 100 < 35 * GH_ONE;
}
