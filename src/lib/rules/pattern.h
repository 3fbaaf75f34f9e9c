/* SPDX-License-Identifier: MIT */
/*
 * `match` rules: patterns for PCRE2, which nothing else sees.
 *
 * A pattern is tried only on lines on which its cue was found, unless it has none, and runs only
 * where its sketch cannot tell.
 */
#ifndef GH_PATTERN_H
#define GH_PATTERN_H

#include "rules/expansion.h"
#include "rules/rule.h"
#include "rules/sketch.h"
#include "text/doc.h"

struct gh_pattern {
	uint32_t rule;
	struct gh_sketch sketch; /* of those that were drawn */
};

/* Read-only once made: threads share it. */
struct gh_patterns {
	ghirbal_allocator from;
	const struct gh_ruleset *set;
	struct gh_pattern *all;
	size_t count, room;
	uint32_t *everywhere; /* patterns without a cue */
	size_t everywhere_count, everywhere_room;
	struct gh_spellings spellings;
	size_t drawn; /* so many of them, from the first: each thread draws of the others what it needs */
	struct gh_sketches sketches;
};

/* set must outlive the patterns and stay as it is; NULL for want of memory. */
struct gh_patterns *gh_patterns_new(const struct gh_ruleset *set);
void gh_patterns_free(struct gh_patterns *patterns);

/* Adds a rule's.  GHIRBAL_BAD_RULE: it is wrong, and *error (which may be NULL) says where. */
ghirbal_status gh_patterns_add(struct gh_patterns *patterns, uint32_t rule, ghirbal_error *error);

/* The one added last has no cue.  False for want of memory. */
bool gh_patterns_everywhere(struct gh_patterns *patterns);

/*
 * Draws them all, once for all threads and for the image of the rules.  False for want of memory.
 */
bool gh_patterns_draw(struct gh_patterns *patterns);

/* What a thread needs of its own to run them; NULL for want of memory. */
struct gh_trials;
struct gh_trials *gh_trials_new(const struct gh_patterns *patterns, const ghirbal_allocator *from);
void gh_trials_free(struct gh_trials *trials);

/* How often a pattern gave a line up because it took too many steps: then it does not match. */
uint64_t gh_trials_given_up(const struct gh_trials *trials);

/* Who asks: which rules count, and what to tell. */
struct gh_asking {
	void *context;
	bool (*counts)(void *context, uint32_t rule);
	void (*found)(void *context, uint32_t rule);
	/* a span that a cut rule matches, as bytes of the line; false to stop */
	bool (*cut)(void *context, uint32_t rule, size_t start, size_t length);
};

/* Another line is looked at; a cue of a rule stands in it. */
void gh_trials_begin(struct gh_trials *trials);
void gh_trials_note(struct gh_trials *trials, const struct gh_patterns *patterns, uint32_t rule);

/*
 * Whether a rule's pattern has no cue and can begin with an Arabic letter, so that it costs every
 * line.
 */
bool gh_trials_is_dear(struct gh_trials *trials, const struct gh_patterns *patterns, uint32_t rule);

/* Runs the patterns noted since then, and those without a cue; false for want of memory. */
bool gh_patterns_run(const struct gh_patterns *patterns, struct gh_trials *trials,
                     const struct gh_line *line, const struct gh_asking *asking);

#endif
