/* SPDX-License-Identifier: MIT */
/* What the rules say of each line of a document. */
#ifndef GH_MATCH_H
#define GH_MATCH_H

#include "rules/matcher.h"
#include "rules/span.h"
#include "text/lexeme.h"

/* What the rules say of one line. */
struct gh_hit {
	/* by verb: its most exact rule, by how and by text, or GH_NO_RULE */
	uint32_t rule[GH_CUT];
	/* a drop, head or hint phrase of 2 to 4 words ends the line; or GH_NO_RULE */
	uint32_t tail;
	uint32_t cut, cuts;     /* first and number of the spans in gh_hits.cuts, in order, apart */
	/* words covered by `line` phrases, longest first; 0 if over 30 words */
	unsigned short covered;
	unsigned short words;   /* 30 if more; coverage is covered / words; 0 if nothing may be covered */
};

/* The rule that takes the line, by the first of the verbs that do; or GH_NO_RULE. */
uint32_t gh_taking_rule(const struct gh_hit *hit);

struct gh_hits {
	struct gh_hit *lines;   /* one for each doc line */
	size_t room;
	struct gh_cuts cuts;    /* of all lines */
};

/* What a thread needs of its own for matching; NULL for want of memory. */
struct gh_scratch;
struct gh_scratch *gh_scratch_new(const struct gh_matcher *matcher, const ghirbal_allocator *from);
void gh_scratch_free(struct gh_scratch *scratch);

/* What is known of words, for others of the same thread to ask too. */
struct gh_lexemes *gh_scratch_lexemes(const struct gh_scratch *scratch);

/* How often a pattern, or texts with slots, took too many steps on a line: they do not match it. */
uint64_t gh_scratch_given_up(const struct gh_scratch *scratch);

/* Fills hits for every line of doc; false for want of memory. */
bool gh_match(const struct gh_matcher *matcher, struct gh_scratch *scratch,
              const struct gh_doc *doc, struct gh_hits *hits);
/* The same for one line whose text has changed; its new cuts go behind those there are. */
bool gh_match_line(const struct gh_matcher *matcher, struct gh_scratch *scratch,
                   const struct gh_doc *doc, size_t index, struct gh_hits *hits);
void gh_hits_free(const ghirbal_allocator *from, struct gh_hits *hits);

/*
 * Whether one rule alone matches one line of text, as for its ok and no examples; a rule whose
 * group is off is tried all the same.  False for want of memory.
 */
bool gh_match_example(const struct gh_matcher *matcher, struct gh_scratch *scratch, uint32_t rule,
                      const char *text, size_t length, bool *matched);

/* The same for a `match` rule's pattern alone, whether or not the line has its cue. */
bool gh_match_pattern(const struct gh_matcher *matcher, struct gh_scratch *scratch, uint32_t rule,
                      const char *text, size_t length, bool *matched);

/* Whether nothing keeps a `match` rule's pattern off lines of Arabic prose. */
bool gh_match_is_dear(const struct gh_matcher *matcher, struct gh_scratch *scratch, uint32_t rule);

/*
 * What all rules but one say of one line of text; *hit, NULL for a blank line, lives until the
 * scratch is used again.  False for want of memory.
 */
bool gh_match_without(const struct gh_matcher *matcher, struct gh_scratch *scratch, uint32_t rule,
                      const char *text, size_t length, const struct gh_hit **hit);

#endif
