/* SPDX-License-Identifier: MIT */
#include "judge.h"

#include <string.h>

enum { REASON_RULE };

struct gh_judge {
	ghirbal_allocator from;
	struct gh_decision *decisions;
	size_t room;
};

struct gh_judge *gh_judge_new(const ghirbal_allocator *from)
{
	struct gh_judge *judge = gh_resize(from, NULL, sizeof *judge);

	if (judge) {
		memset(judge, 0, sizeof *judge);
		judge->from = *from;
	}
	return judge;
}

void gh_judge_free(struct gh_judge *judge)
{
	ghirbal_allocator from;

	if (!judge)
		return;
	from = judge->from;
	gh_release(&from, judge->decisions);
	gh_release(&from, judge);
}

static void decide(struct gh_decision *decision, const struct gh_hit *hit)
{
	static const unsigned char removing[] = {GH_DROP, GH_HEAD, GH_END};
	size_t i;

	*decision = (struct gh_decision){GHIRBAL_KEPT, REASON_RULE, GH_NO_RULE, 0};
	if (hit->rule[GH_KEEP] != GH_NO_RULE)
		return;
	for (i = 0; i < sizeof removing; i++) {
		if (hit->rule[removing[i]] == GH_NO_RULE)
			continue;
		decision->verdict = GHIRBAL_DROPPED;
		decision->rule = hit->rule[removing[i]];
		return;
	}
	if (hit->cuts > 0)
		decision->verdict = GHIRBAL_CUT;
}

const struct gh_decision *gh_judge(struct gh_judge *judge, const struct gh_ruleset *rules,
                                   const struct gh_doc *doc, const struct gh_hits *hits,
                                   ghirbal_level level)
{
	size_t i;
	struct gh_decision *grown = gh_array_grow(&judge->from, judge->decisions, sizeof *grown, &judge->room,
	                                          doc->count);

	(void)rules, (void)level;
	if (!grown)
		return NULL;
	judge->decisions = grown;
	for (i = 0; i < doc->count; i++)
		decide(&grown[i], &hits->lines[i]);
	return grown;
}

const char *gh_reason_name(unsigned reason)
{
	(void)reason;
	return "rule";
}

const char *gh_reason_group(unsigned reason)
{
	(void)reason;
	return "";
}

void gh_judge_explain(const struct gh_judge *judge, size_t i, char *out, size_t room)
{
	(void)judge, (void)i;
	if (room > 0)
		out[0] = '\0';
}
