/* SPDX-License-Identifier: MIT */
#include "rules/matcher.h"

#include <string.h>

#include "rules/beginning.h"

/* A button at the end of a teaser: "... قراءة المزيد". */
#define TAIL_LEAST 2
#define TAIL_MOST 4

/* Menus are made of buttons and headings, a number among their words or not. */
static bool is_cover(const struct gh_ruleset *set, const struct gh_rule *rule)
{
	uint32_t i;

	if (rule->how != GH_LINE || !gh_verb_takes(rule->verb))
		return false;
	for (i = 0; i < rule->phrase.count; i++) {
		uint32_t slot = set->parts[rule->phrase.first + i].slot;

		if (slot != GH_NO_SLOT && !set->slots[slot].digits)
			return false;
	}
	return rule->phrase.count <= GH_COVER_WORDS;
}

static bool is_tail(const struct gh_rule *rule)
{
	return gh_is_whole(rule) &&
	       (rule->verb == GH_DROP || rule->verb == GH_HEAD || rule->verb == GH_HINT) &&
	       rule->phrase.count >= TAIL_LEAST && rule->phrase.count <= TAIL_MOST;
}

static bool add_accept(struct gh_matcher *matcher, enum gh_root root, uint32_t number,
                       enum gh_accept_kind kind, unsigned marks)
{
	const struct gh_rule *rule = &matcher->set->rules[number];
	struct gh_accept accept = {.rule = number, .kind = (unsigned char)kind};

	accept.whole = kind == GH_AS_LINE || kind == GH_AS_LINE_BACKWARD;

	/* A colon at the end of a starts or has text is part of it; elsewhere the line's end is. */
	accept.colon = rule->phrase.colon && (kind == GH_AS_STARTS || kind == GH_AS_HAS);
	return gh_note_beginning(&matcher->trie, root, &rule->phrase, accept.whole,
	                         GH_MARK(root) | marks) &&
	       gh_trie_add(&matcher->trie, root, &rule->phrase, accept);
}

/* A line text is sought from an end where it has words of its own, if there is one. */
static bool add_line_phrase(struct gh_matcher *matcher, uint32_t number)
{
	const struct gh_ruleset *set = matcher->set;
	const struct gh_phrase *phrase = &set->rules[number].phrase;
	uint32_t first = set->parts[phrase->first].slot;
	uint32_t last = set->parts[phrase->first + phrase->count - 1].slot;

	if (first == GH_NO_SLOT)
		return add_accept(matcher, GH_ROOT_BEGIN, number, GH_AS_LINE, 0);
	if (last == GH_NO_SLOT)
		return add_accept(matcher, GH_ROOT_END, number, GH_AS_LINE_BACKWARD, 0);
	if (!set->slots[first].begins_open)
		return add_accept(matcher, GH_ROOT_BEGIN, number, GH_AS_LINE, 0);
	if (!set->slots[last].ends_open)
		return add_accept(matcher, GH_ROOT_END, number, GH_AS_LINE_BACKWARD, 0);
	if (phrase->most > matcher->open_words)
		matcher->open_words = phrase->most;
	return add_accept(matcher, GH_ROOT_OPEN, number, GH_AS_LINE, 0);
}

static bool add_line_rule(struct gh_matcher *matcher, uint32_t number)
{
	const struct gh_rule *rule = &matcher->set->rules[number];
	const unsigned char *text = (const unsigned char *)matcher->set->text.data;
	bool well = true;

	if (gh_is_whole(rule))
		gh_note_whole(&matcher->trie, text + rule->key, rule->key_length);
	else
		well = add_line_phrase(matcher, number);
	if (well && is_cover(matcher->set, rule))
		well = add_accept(matcher, GH_ROOT_COVER, number, GH_AS_COVER, 0);
	if (well && is_tail(rule))
		well = add_accept(matcher, GH_ROOT_END, number, GH_AS_TAIL, 0);
	return well;
}

static bool add_phrase_rule(struct gh_matcher *matcher, uint32_t number)
{
	const struct gh_rule *rule = &matcher->set->rules[number];
	bool unguarded = rule->verb == GH_KEEP || rule->verb == GH_CUT;

	switch (rule->how) {
	case GH_LINE:
		return add_line_rule(matcher, number);
	case GH_STARTS:
		return add_accept(matcher, GH_ROOT_BEGIN, number, GH_AS_STARTS, 0);
	case GH_ENDS:
		return add_accept(matcher, GH_ROOT_END, number, GH_AS_ENDS, 0);
	default:
		matcher->unguarded = matcher->unguarded || unguarded;
		return add_accept(matcher, GH_ROOT_INSIDE, number, GH_AS_HAS,
		                  unguarded ? GH_MARK_UNGUARDED : 0);
	}
}

/*
 * A pattern that nothing gives away is tried on every line: slow, but what its author asked.  A cue
 * of an unguarded rule must be seen on long lines too.
 */
static bool add_cues(struct gh_matcher *matcher, uint32_t number)
{
	static const enum gh_root roots[GH_HOWS] = {[GH_STARTS] = GH_ROOT_BEGIN,
	                                            [GH_ENDS] = GH_ROOT_END,
	                                            [GH_HAS] = GH_ROOT_INSIDE};
	const struct gh_ruleset *set = matcher->set;
	bool guarded = set->rules[number].guarded, well = true, any = false;

	for (; well && matcher->cues_ready < set->cues_count; matcher->cues_ready++, any = true) {
		const struct gh_cue *cue = &set->cues[matcher->cues_ready];
		struct gh_accept accept = {.rule = number, .kind = GH_AS_CUE};
		bool long_lines = cue->how == GH_HAS && !guarded;

		if (cue->rule != number)
			break;
		accept.colon = cue->phrase.colon && cue->how != GH_ENDS;
		matcher->unguarded = matcher->unguarded || long_lines;
		well = gh_note_beginning(&matcher->trie, roots[cue->how], &cue->phrase, false,
		                         GH_MARK(roots[cue->how]) |
		                                 (long_lines ? GH_MARK_UNGUARDED : 0)) &&
		       gh_trie_add(&matcher->trie, roots[cue->how], &cue->phrase, accept);
	}
	return well && (any || gh_patterns_everywhere(matcher->patterns));
}

/* Of the first wrong pattern *error tells, of every one the set's report. */
static ghirbal_status add_pattern(struct gh_matcher *matcher, uint32_t number,
                                  ghirbal_error *error, bool *wrong, bool *stopped)
{
	const struct gh_ruleset *set = matcher->set;
	ghirbal_error own;
	ghirbal_status status = gh_patterns_add(matcher->patterns, number, &own);

	if (!status && !add_cues(matcher, number))
		return GHIRBAL_NO_MEMORY;
	if (status != GHIRBAL_BAD_RULE)
		return status;
	if (error && !*wrong)
		*error = own;
	*wrong = true;
	*stopped = !set->report || set->report(set->report_context, &own) != 0;
	return GHIRBAL_OK;
}

/* Lists the words that inline phrases for long lines begin with; a number may have any length. */
static void list_unguarded(struct gh_matcher *matcher)
{
	static const unsigned char digits[3] = {GH_KEY_DIGIT, GH_KEY_DIGIT, GH_KEY_DIGIT};
	const struct gh_vocabulary *words = &matcher->trie.words;
	struct gh_filter *filter = &matcher->unguarded_words;
	size_t i;

	if (words->any_marks & GH_MARK_UNGUARDED)
		memset(filter, 0xFF, sizeof *filter);
	for (i = 0; i < words->count; i++)
		if (words->words[i].marks & GH_MARK_UNGUARDED)
			gh_filter_add(filter,
			              (const unsigned char *)words->text.data + words->words[i].at,
			              words->words[i].length);
	for (i = 1; words->digit_marks & GH_MARK_UNGUARDED && i <= sizeof digits; i++)
		gh_filter_add(filter, digits, i);
}

static ghirbal_status add_rules(struct gh_matcher *matcher, ghirbal_error *error)
{
	ghirbal_status status = GHIRBAL_OK;
	bool wrong = false, stopped = false, more = matcher->ready < matcher->set->count;

	for (; matcher->ready < matcher->set->count && !status && !stopped; matcher->ready++) {
		uint32_t number = (uint32_t)matcher->ready;

		if (matcher->set->rules[number].how == GH_MATCH)
			status = add_pattern(matcher, number, error, &wrong, &stopped);
		else if (!add_phrase_rule(matcher, number))
			status = GHIRBAL_NO_MEMORY;
	}
	if (more) {
		list_unguarded(matcher);
		gh_note_lone(&matcher->trie);
	}
	return status || !wrong ? status : GHIRBAL_BAD_RULE;
}

struct gh_matcher *gh_matcher_open(const struct gh_ruleset *set)
{
	struct gh_matcher *matcher = gh_resize(&set->from, NULL, sizeof *matcher);

	if (!matcher)
		return NULL;
	memset(matcher, 0, sizeof *matcher);
	matcher->from = set->from;
	matcher->set = set;
	gh_wholes_init(&matcher->wholes, set);
	gh_trie_init(&matcher->trie, set);
	matcher->patterns = gh_patterns_new(set);
	if (!matcher->patterns) {
		gh_matcher_free(matcher);
		return NULL;
	}
	return matcher;
}

void gh_matcher_adopt(struct gh_matcher *matcher, const struct gh_ruleset *set)
{
	matcher->set = matcher->wholes.set = matcher->trie.set = matcher->patterns->set = set;
}

ghirbal_status gh_matcher_seal(struct gh_matcher *matcher, ghirbal_error *error)
{
	bool whole = matcher->ready == matcher->set->count && matcher->wholes.all;

	if ((!whole && !gh_wholes_list(&matcher->wholes)) || !gh_trie_open(&matcher->trie))
		return GHIRBAL_NO_MEMORY;
	return add_rules(matcher, error);
}

ghirbal_status gh_matcher_new(struct gh_matcher **matcher, const struct gh_ruleset *set,
                              ghirbal_error *error)
{
	struct gh_matcher *made = gh_matcher_open(set);
	ghirbal_status status = made ? gh_matcher_seal(made, error) : GHIRBAL_NO_MEMORY;

	if (status)
		gh_matcher_free(made);
	else
		*matcher = made;
	return status;
}

void gh_matcher_free(struct gh_matcher *matcher)
{
	ghirbal_allocator from;

	if (!matcher)
		return;
	from = matcher->from;
	gh_wholes_free(&matcher->wholes);
	gh_trie_free(&matcher->trie);
	gh_patterns_free(matcher->patterns);
	gh_release(&from, matcher);
}
