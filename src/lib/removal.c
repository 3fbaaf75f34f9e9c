/* SPDX-License-Identifier: MIT */
#include "removal.h"

#include <string.h>

void gh_removals_clear(struct gh_removals *removals)
{
	removals->count = removals->words.size = 0;
}

void gh_removals_free(struct gh_removals *removals, const ghirbal_allocator *from)
{
	gh_release(from, removals->at);
	gh_buf_free(from, &removals->words);
}

struct gh_removal *gh_removals_add(struct gh_removals *removals, const ghirbal_allocator *from,
                                   struct gh_chain *chain)
{
	uint32_t place = (uint32_t)removals->count;
	struct gh_removal *added;

	if (removals->count >= GH_NO_REMOVAL ||
	    !GH_GROW(from, removals->at, removals->room, removals->count + 1))
		return NULL;
	added = &removals->at[place];
	added->words = GH_NO_WORDS;
	added->next = GH_NO_REMOVAL;
	if (chain->last == GH_NO_REMOVAL)
		chain->first = place;
	else
		removals->at[chain->last].next = place;
	chain->last = place;
	removals->count++;
	return added;
}

size_t gh_removals_take_words(struct gh_removals *removals, size_t size)
{
	size_t at = removals->words.size;

	if (size == 0)
		return GH_NO_WORDS;
	removals->words.size += size + 1;
	return at;
}

/* To a caller who asks for removals. */
static ghirbal_status hand_over(struct gh_teller *teller, ghirbal_removal *told,
                                const struct gh_extent *extent)
{
	const ghirbal_settings *settings = teller->settings;

	told->document = teller->counts->documents + 1;
	told->offset = teller->offset + extent->start;
	told->extent = extent->end - extent->start;
	return settings->removed(settings->context, told) ? GHIRBAL_STOPPED : GHIRBAL_OK;
}

static void name_cause(const struct gh_ruleset *set, const struct gh_decision *decision,
                       ghirbal_removal *told)
{
	told->reason = gh_reason_name(decision->reason);
	told->group = gh_group_name(set, decision->group);
	told->rule = GHIRBAL_NO_RULE;
	if (decision->rule == GH_NO_RULE) {
		told->score = (double)decision->score / GH_SCORE_ONE;
	} else {
		const struct gh_rule *rule = &set->rules[decision->rule];

		told->rule = decision->rule;
		told->rule_file = set->text.data + set->files[rule->file];
		told->rule_line = rule->line;
	}
}

static void count_removal(struct gh_teller *teller, const struct gh_decision *decision,
                          size_t bytes)
{
	gh_count_rule(teller, decision);
	if (decision->verdict == GHIRBAL_CUT)
		teller->counts->spans_cut++;
	else
		teller->counts->lines_dropped++;
	teller->counts->bytes_removed += bytes;
}

static ghirbal_status hand_removal(struct gh_teller *teller, const struct gh_removals *removals,
                                   const struct gh_removal *removal, size_t number,
                                   const struct gh_extent *line_end)
{
	const char *words = removal->words == GH_NO_WORDS ? ""
	                                                  : removals->words.data + removal->words;
	ghirbal_removal told = {.line = number,
	                        .verdict = (ghirbal_verdict)removal->decision.verdict,
	                        .text = (removal->of_piece ? teller->pieces : teller->page) +
	                                removal->text,
	                        .length = removal->length,
	                        .line_end = "",
	                        .evidence = words};

	name_cause(teller->set, &removal->decision, &told);
	if (told.verdict == GHIRBAL_DROPPED) {
		told.line_end = teller->page + line_end->start;
		told.line_end_length = line_end->end - line_end->start;
	}
	return hand_over(teller, &told, &removal->extent);
}

ghirbal_status gh_tell_removal(struct gh_teller *teller, const struct gh_removals *removals,
                               const struct gh_removal *removal, size_t number,
                               const struct gh_extent *line_end)
{
	bool dropped = removal->decision.verdict == GHIRBAL_DROPPED;

	count_removal(teller, &removal->decision,
	              removal->length + (dropped ? line_end->end - line_end->start : 0));
	return teller->settings->removed ? hand_removal(teller, removals, removal, number, line_end)
	                                 : GHIRBAL_OK;
}

ghirbal_status gh_tell_removals(struct gh_teller *teller, const struct gh_removals *removals,
                                const struct gh_chain *chain, size_t number,
                                const struct gh_extent *line_end)
{
	ghirbal_status status = GHIRBAL_OK;
	uint32_t at;

	for (at = chain->first; at != GH_NO_REMOVAL && !status; at = removals->at[at].next)
		status = gh_tell_removal(teller, removals, &removals->at[at], number, line_end);
	return status;
}

ghirbal_status gh_tell_blank(struct gh_teller *teller, size_t start, size_t end, size_t number)
{
	const struct gh_extent extent = {start, end};
	ghirbal_removal told;

	teller->counts->bytes_removed += end - start;
	if (start == end || !teller->settings->removed)
		return GHIRBAL_OK;
	told = (ghirbal_removal){.line = number,
	                         .verdict = GHIRBAL_BLANK,
	                         .group = "",
	                         .rule = GHIRBAL_NO_RULE,
	                         .reason = "blank",
	                         .evidence = "",
	                         .text = teller->page + start,
	                         .length = end - start,
	                         .line_end = ""};
	return hand_over(teller, &told, &extent);
}
