/* SPDX-License-Identifier: MIT */
#include "match.h"

#include <string.h>

struct gh_matcher {
	ghirbal_allocator from;
};

struct gh_scratch {
	ghirbal_allocator from;
};

ghirbal_status gh_matcher_new(struct gh_matcher **matcher, const struct gh_ruleset *set, ghirbal_error *error)
{
	(void)error;
	*matcher = gh_resize(&set->from, NULL, sizeof **matcher);
	if (!*matcher)
		return GHIRBAL_NO_MEMORY;
	(*matcher)->from = set->from;
	return GHIRBAL_OK;
}

void gh_matcher_free(struct gh_matcher *matcher)
{
	if (matcher)
		gh_release(&matcher->from, matcher);
}

struct gh_scratch *gh_scratch_new(const struct gh_matcher *matcher, const ghirbal_allocator *from)
{
	struct gh_scratch *scratch = gh_resize(from, NULL, sizeof *scratch);

	(void)matcher;
	if (scratch)
		scratch->from = *from;
	return scratch;
}

void gh_scratch_free(struct gh_scratch *scratch)
{
	if (scratch)
		gh_release(&scratch->from, scratch);
}

bool gh_match_line(const struct gh_matcher *matcher, struct gh_scratch *scratch, const struct gh_doc *doc,
                   size_t index, struct gh_hits *hits)
{
	size_t verb;
	struct gh_hit *hit = &hits->lines[index];

	(void)matcher, (void)scratch, (void)doc;
	memset(hit, 0, sizeof *hit);
	hit->tail = GH_NO_RULE;
	for (verb = 0; verb < GH_CUT; verb++)
		hit->rule[verb] = GH_NO_RULE;
	return true;
}

bool gh_match(const struct gh_matcher *matcher, struct gh_scratch *scratch, const struct gh_doc *doc,
              struct gh_hits *hits)
{
	size_t i;
	struct gh_hit *lines = gh_array_grow(&doc->from, hits->lines, sizeof *lines, &hits->room, doc->count);

	if (!lines)
		return false;
	hits->lines = lines;
	hits->cuts_count = 0;
	for (i = 0; i < doc->count; i++)
		if (!gh_match_line(matcher, scratch, doc, i, hits))
			return false;
	return true;
}

void gh_hits_free(const ghirbal_allocator *from, struct gh_hits *hits)
{
	gh_release(from, hits->lines);
	gh_release(from, hits->cuts);
	memset(hits, 0, sizeof *hits);
}

bool gh_match_example(const struct gh_matcher *matcher, struct gh_scratch *scratch, uint32_t rule,
                      const char *text, size_t length)
{
	(void)matcher, (void)scratch, (void)rule, (void)text, (void)length;
	return false;
}
